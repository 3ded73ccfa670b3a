internal import ResourceStore
internal import Resources
internal import Values

/// Writes the paths and schemas of types.
struct OpenAPIWriter: Sendable {
    enum Flavour: Sendable { case v2, v3 }
    let flavour: Flavour

    func document(_ types: [ResourceType]) -> JSONValue {
        var paths = OrderedFields()
        var schemas = OrderedFields()
        for type in types {
            let root = type.id.group.isEmpty ? "/api/\(type.id.version)" : "/apis/\(type.id.apiVersion)"
            let base =
                type.isNamespaced ? "\(root)/namespaces/{namespace}/\(type.id.plural)" : "\(root)/\(type.id.plural)"
            paths[base] = operations(type, ["get": "list", "post": "post"])
            paths["\(base)/{name}"] = operations(
                type, ["get": "get", "put": "put", "patch": "patch", "delete": "delete"])
            schemas[Self.name(of: type)] = schema(type)
        }
        let info: JSONValue = ["title": "Gantry", "version": "v1"]
        return switch flavour {
        case .v3:
            [
                "openapi": "3.0.0", "info": info, "paths": .object(paths),
                "components": ["schemas": .object(schemas)],
            ]
        case .v2: ["swagger": "2.0", "info": info, "paths": .object(paths), "definitions": .object(schemas)]
        }
    }

    /// `io.konveyor.forklift.v1beta1.Plan`, as Kubernetes names the schemas of custom resources.
    static func name(of type: ResourceType) -> String {
        guard !type.id.group.isEmpty else { return "io.k8s.api.core.\(type.id.version).\(type.kind)" }
        let reversed = type.id.group.split(separator: ".").reversed().joined(separator: ".")
        return "\(reversed).\(type.id.version).\(type.kind)"
    }

    private func schema(_ type: ResourceType) -> JSONValue {
        var schema = type.schema.openAPISchema()
        schema.setField("x-kubernetes-group-version-kind", .array([identity(type)]))
        return schema
    }

    private func identity(_ type: ResourceType) -> JSONValue {
        ["group": .string(type.id.group), "kind": .string(type.kind), "version": .string(type.id.version)]
    }

    private func operations(_ type: ResourceType, _ actions: KeyValuePairs<String, String>) -> JSONValue {
        var fields = OrderedFields()
        for (method, action) in actions {
            var operation: JSONValue = [
                "operationId": .string("\(action)\(type.kind)"), "responses": ["200": ["description": "OK"]],
                "x-kubernetes-action": .string(action), "x-kubernetes-group-version-kind": identity(type),
            ]
            if method != "get" {
                // kubectl looks for these before it relies on them.
                operation.setField("parameters", .array(["dryRun", "fieldManager", "fieldValidation"].map(parameter)))
            }
            fields[method] = operation
        }
        return .object(fields)
    }

    private func parameter(_ name: String) -> JSONValue {
        switch flavour {
        case .v3: ["name": .string(name), "in": "query", "schema": ["type": "string", "uniqueItems": true]]
        case .v2: ["name": .string(name), "in": "query", "type": "string", "uniqueItems": true]
        }
    }
}
