internal import ResourceStore
internal import Resources
internal import Values

/// Lists and events as tables (meta.k8s.io/v1 Table), which is how `kubectl get` shows them.
struct TableCells: Sendable {
    private let columns: [ResourceType.PrinterColumn]
    private let paths: [SimpleJSONPath?]

    init(_ type: ResourceType) {
        let age = ResourceType.PrinterColumn("Age", "date", ".metadata.creationTimestamp")
        columns = type.columns.isEmpty ? [age] : type.columns
        paths = columns.map { SimpleJSONPath($0.jsonPath) }
    }

    var definitions: JSONValue {
        let name: JSONValue = [
            "name": "Name", "type": "string", "format": "name",
            "description": "Name must be unique within a namespace.", "priority": 0,
        ]
        return .array(
            [name]
                + columns.map { column in
                    [
                        "name": .string(column.name), "type": .string(column.type), "format": "",
                        "description": .string(column.description), "priority": .integer(Int64(column.priority)),
                    ]
                })
    }

    func row(_ object: ResourceObject, include: Inclusion) -> JSONValue {
        var row: JSONValue = ["cells": .array(cells(object))]
        switch include {
        case .none: break
        case .metadata: row.setField("object", PartialMetadata.of(object))
        case .whole: row.setField("object", object.value)
        }
        return row
    }

    private func cells(_ object: ResourceObject) -> [JSONValue] {
        [.string(object.name)]
            + zip(columns, paths).map { column, path in
                Self.cell(column.type, path?.values(in: object.value) ?? [])
            }
    }

    private static func cell(_ type: String, _ values: [JSONValue]) -> JSONValue {
        guard let first = values.first else { return type == "date" ? "<unknown>" : type == "string" ? "" : .null }
        switch type {
        case "date":
            guard let seconds = first.string.flatMap({ Moment.seconds($0) }) else { return "<unknown>" }
            return .string(Moment.age(seconds: Moment.nowSeconds - seconds))
        case "string": return .string(values.map { text($0) }.joined(separator: " "))
        default: return first
        }
    }

    static func text(_ value: JSONValue) -> String { value.string ?? (value.isNull ? "" : value.jsonText()) }

    /// What of the object goes with its row (`includeObject`).
    enum Inclusion: String, Sendable {
        case none = "None"
        case metadata = "Metadata"
        case whole = "Object"
    }
}

/// Objects without all but their metadata (meta.k8s.io/v1 PartialObjectMetadata).
enum PartialMetadata {
    static func of(_ object: ResourceObject) -> JSONValue {
        ["kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1", "metadata": .object(object.metadata)]
    }
}
