internal import Failures
internal import Resources
internal import Values
internal import YAML

/// An object on a page for people.
struct DescriptionPage {
    /// The object.
    var object: TypedObject
    /// What happened to it.
    var events: Result<[ResourceObject], PlainFailure>
    /// Seconds since 1970, from which ages count.
    var now: Double

    /// The page.
    var text: String {
        get throws {
            var text = head
            for field in object.object.value.object ?? OrderedFields() where !Self.headFields.contains(field.key) {
                let shown = field.key == "status" ? withoutConditions(field.value) : field.value
                guard shown.object?.isEmpty != true else { continue }
                text += "\(printable(capitalised(field.key))):\n" + (try indented(concealed(field.key, shown)))
            }
            return text + conditions + eventLines
        }
    }

    private static let headFields = ["apiVersion", "kind", "metadata"]

    private var head: String {
        let metadata = object.object
        var rows: [(String, [String])] = [("Name", [metadata.name])]
        if let namespace = metadata.namespace { rows.append(("Namespace", [namespace])) }
        rows.append(("Labels", pairs(metadata.labels, "=")))
        let annotations = metadata.annotations.filter { $0.key != "kubectl.kubernetes.io/last-applied-configuration" }
        rows.append(("Annotations", pairs(annotations, ": ")))
        rows += [("API Version", [metadata.apiVersion]), ("Kind", [metadata.kind])]
        if let created = metadata.metadata["creationTimestamp"]?.string {
            rows.append(("Created", ["\(created) (\(Age.text(since: created, now: now)) ago)"]))
        }
        if let deleted = metadata.deletionTimestamp {
            rows.append(("Deleted", ["\(deleted), held by \(metadata.finalizers.joined(separator: ", "))"]))
        }
        return rows.map { name, values in
            let lines = values.enumerated().map { index, value in
                let label = index == 0 ? "\(name):" : ""
                return label + String(repeating: " ", count: 14 - label.count) + printable(value) + "\n"
            }
            return lines.joined()
        }.joined()
    }

    private func pairs(_ texts: [String: String], _ separator: String) -> [String] {
        let lines = texts.sorted { $0.key < $1.key }.map { $0.key + separator + $0.value }
        return lines.isEmpty ? ["<none>"] : lines
    }

    private func capitalised(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }

    /// As YAML, which is readable, and which is what one would write in a manifest.
    private func indented(_ value: JSONValue) throws -> String {
        let lines = try YAML.text(of: [value]).split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { $0.isEmpty ? "" : "  " + printable(String($0)) + "\n" }.joined()
    }

    /// The data of a Secret by its size alone.
    private func concealed(_ field: String, _ value: JSONValue) -> JSONValue {
        guard object.type.kind == "Secret", ["data", "stringData"].contains(field), let fields = value.object else {
            return value
        }
        var sizes = OrderedFields()
        for entry in fields {
            let text = entry.value.string ?? ""
            let size = field == "data" ? text.utf8.filter { $0 != UInt8(ascii: "=") }.count * 3 / 4 : text.utf8.count
            sizes[entry.key] = .string("\(size) bytes")
        }
        return .object(sizes)
    }

    private func withoutConditions(_ status: JSONValue) -> JSONValue {
        guard var fields = status.object else { return status }
        fields["conditions"] = nil
        return .object(fields)
    }

    private var conditions: String {
        let conditions = object.object.value["status"]?["conditions"]?.array ?? []
        guard !conditions.isEmpty else { return "" }
        let hasCategory = conditions.contains { $0["category"] != nil }
        let rows = conditions.map { condition -> [String] in
            let since = condition["lastTransitionTime"]?.string.map { Age.text(since: $0, now: now) } ?? ""
            let category = hasCategory ? [word(condition, "category")] : []
            return ["  " + word(condition, "type"), word(condition, "status")] + category
                + [word(condition, "reason"), since, word(condition, "message")]
        }
        let headings = ["  TYPE", "STATUS"] + (hasCategory ? ["CATEGORY"] : []) + ["REASON", "AGE", "MESSAGE"]
        return "Conditions:\n" + TextColumns.text([headings] + rows)
    }

    private var eventLines: String {
        switch events {
        case .failure(let error): return "Events:       not shown: \(printable(error.failure.what))\n"
        case .success(let events) where events.isEmpty: return "Events:       <none>\n"
        case .success(let events):
            let sorted = events.sorted { time($0) < time($1) }
            let rows = sorted.map { event -> [String] in
                let count = event.value["count"]?.integer ?? 1
                let age = Age.text(since: time(event), now: now) + (count > 1 ? " (x\(count))" : "")
                let source = event.value["source"]?["component"]?.string ?? word(event.value, "reportingComponent")
                return [
                    "  " + word(event.value, "type"), word(event.value, "reason"), age, printable(source),
                    word(event.value, "message"),
                ]
            }
            return "Events:\n" + TextColumns.text([["  TYPE", "REASON", "AGE", "FROM", "MESSAGE"]] + rows)
        }
    }

    private func word(_ value: JSONValue, _ field: String) -> String { printable(value[field]?.string ?? "") }

    /// When an event was last seen, by whichever of its fields says so.
    private func time(_ event: ResourceObject) -> String {
        ["lastTimestamp", "eventTime", "firstTimestamp"].compactMap { event.value[$0]?.string }.first
            ?? event.metadata["creationTimestamp"]?.string ?? ""
    }
}
