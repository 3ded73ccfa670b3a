import ResourceStore
import Resources
import Values

/// The types that the suite works with; `widgetDefinition` is what a real cluster needs before.
enum ConformanceTypes {
    static let all = [
        core("namespaces", "Namespace", isNamespaced: false, hasStatus: true), core("configmaps", "ConfigMap"),
        core("secrets", "Secret"), core("pods", "Pod", hasStatus: true), widget,
    ]

    static let widget: ResourceType = {
        var part = Schema(.any)
        part.kind = .object(
            [.init("name", Schema(.string)), .init("size", Schema(.integer))], required: ["name"], keepsUnknown: false)
        var parts = Schema(.array(of: part))
        parts.listKeys = ["name"]
        let spec = Schema(
            .object(
                [
                    .init("size", Schema(.integer)), .init("color", Schema(.string)), .init("parts", parts),
                    .init("tags", Schema(.array(of: Schema(.string)))),
                    .init("options", Schema(.map(of: Schema(.string)))),
                ], required: [], keepsUnknown: false))
        let status = Schema(.object([.init("phase", Schema(.string))], required: [], keepsUnknown: false))
        return ResourceType(
            id: StoreConformance.widgets, kind: "Widget",
            schema: Schema(.object([.init("spec", spec), .init("status", status)], required: [], keepsUnknown: false)))
    }()

    static let widgetDefinition: JSONValue = [
        "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
        "metadata": ["name": "widgets.conformance.gantry.dev"],
        "spec": [
            "group": "conformance.gantry.dev", "scope": "Namespaced",
            "names": ["kind": "Widget", "plural": "widgets", "singular": "widget"],
            "versions": [
                [
                    "name": "v1", "served": true, "storage": true, "subresources": ["status": [:]],
                    "schema": ["openAPIV3Schema": ["type": "object", "properties": widgetProperties]],
                ]
            ],
        ],
    ]

    private static let widgetProperties: JSONValue = [
        "spec": [
            "type": "object",
            "properties": [
                "size": ["type": "integer"], "color": ["type": "string"],
                "tags": ["type": "array", "items": ["type": "string"]],
                "options": ["type": "object", "additionalProperties": ["type": "string"]],
                "parts": [
                    "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"],
                    "items": [
                        "type": "object", "required": ["name"],
                        "properties": ["name": ["type": "string"], "size": ["type": "integer"]],
                    ],
                ],
            ],
        ],
        "status": ["type": "object", "properties": ["phase": ["type": "string"]]],
    ]

    private static func core(
        _ plural: String, _ kind: String, isNamespaced: Bool = true, hasStatus: Bool = false
    ) -> ResourceType {
        ResourceType(
            id: ResourceTypeID(group: "", version: "v1", plural: plural), kind: kind, isNamespaced: isNamespaced,
            hasStatus: hasStatus, schema: Schema(.any))
    }
}
