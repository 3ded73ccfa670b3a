internal import Resources
internal import Values
internal import YAML

/// An object with its type, as commands pass them on.
struct TypedObject: Sendable {
    /// The object.
    var object: ResourceObject
    /// Its type.
    var type: ResourceType

    /// How messages name it: `plan.forklift.konveyor.io/x`.
    var label: String { "\(type.singularGroup)/\(object.name)" }
}

/// Writes objects in the forms that aren't tables of their types.
struct ObjectWriter: Sendable {
    /// The form.
    var output: ResourceOutput
    /// Whether `metadata.managedFields` is shown, which says more about tools than about the object.
    var showsManagedFields = false
    /// Whether several objects are one `List`, which is so for whatever wasn't asked for by its name.
    var isList = false

    /// The text of some objects; the columns remember their widths from call to call.
    func text(for objects: [TypedObject], _ widths: inout [Int]) throws -> String {
        let values = objects.map { shown($0.object).value }
        switch output {
        case .table, .wide, .name: return objects.map { printable($0.label) + "\n" }.joined()
        case .json: return document(values).jsonText(pretty: true) + "\n"
        case .yaml: return try YAML.text(of: [document(values)])
        case .template(let template, _): return template.text(for: document(values))
        case .columns(let columns, _): return table(values, columns, &widths)
        }
    }

    /// The text of some objects.
    func text(for objects: [TypedObject]) throws -> String {
        var widths: [Int] = []
        return try text(for: objects, &widths)
    }

    private func document(_ values: [JSONValue]) -> JSONValue {
        guard isList || values.count != 1 else { return values[0] }
        return ["apiVersion": "v1", "kind": "List", "metadata": ["resourceVersion": ""], "items": .array(values)]
    }

    private func shown(_ object: ResourceObject) -> ResourceObject {
        guard !showsManagedFields else { return object }
        var object = object
        object.metadata["managedFields"] = nil
        return object
    }

    private func table(
        _ values: [JSONValue], _ columns: [ResourceOutput.CustomColumn], _ widths: inout [Int]
    ) -> String {
        let rows = values.map { value in
            columns.map { column in
                let texts = column.path.values(in: value).map(JSONPath.text)
                return texts.isEmpty ? "<none>" : printable(texts.joined(separator: ","))
            }
        }
        return TextColumns.text((widths.isEmpty ? [columns.map(\.heading)] : []) + rows, &widths)
    }
}
