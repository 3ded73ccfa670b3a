internal import Values

/// Who wrote which fields (`metadata.managedFields`).
struct ManagedFields: Equatable {
    var entries: [Entry]

    struct Entry: Equatable {
        var manager: String
        var operation: String
        var apiVersion: String
        var time: String
        var subresource: String?
        var fields: FieldSet

        func isOf(_ author: FieldAuthor) -> Bool {
            manager == author.manager && operation == author.operation && apiVersion == author.apiVersion
                && subresource == author.subresource
        }

        /// The author in the words of a conflict (apimachinery, managedfields/internal/conflict.go).
        var words: String {
            var result = JSONValue.string(manager).jsonText()
            if let subresource { result += " with subresource \"\(subresource)\"" }
            if operation == "Update" { result += " using \(apiVersion)" }
            return result
        }
    }

    init() { entries = [] }

    /// Reads what an object carries; entries of other formats are dropped.
    init(_ json: JSONValue?) {
        entries = (json?.array ?? []).compactMap { entry in
            guard let fields = entry["fieldsV1"], let operation = entry["operation"]?.string else { return nil }
            let subresource = entry["subresource"]?.string ?? ""
            return Entry(
                manager: entry["manager"]?.string ?? "", operation: operation,
                apiVersion: entry["apiVersion"]?.string ?? "", time: entry["time"]?.string ?? "",
                subresource: subresource.isEmpty ? nil : subresource, fields: FieldSet(fieldsV1: fields))
        }
    }

    /// What counts for a write: what the writer sends, else what was there; one empty entry begins anew.
    init(sent: JSONValue?, stored: JSONValue?) {
        if let elements = sent?.array, elements.count == 1, elements[0].object?.isEmpty ?? false {
            self.init()
            return
        }
        let given = ManagedFields(sent)
        self = given.entries.isEmpty ? ManagedFields(stored) : given
    }

    var json: JSONValue? {
        guard !entries.isEmpty else { return nil }
        return .array(
            entries.map { entry in
                var fields: JSONValue = [
                    "apiVersion": .string(entry.apiVersion), "fieldsType": "FieldsV1",
                    "fieldsV1": entry.fields.fieldsV1, "manager": .string(entry.manager),
                    "operation": .string(entry.operation),
                ]
                if let subresource = entry.subresource { fields.setField("subresource", .string(subresource)) }
                if !entry.time.isEmpty { fields.setField("time", .string(entry.time)) }
                return fields
            })
    }

    /// All that others than one author wrote.
    func fields(exceptOf author: FieldAuthor) -> FieldSet {
        entries.filter { !$0.isOf(author) }.reduce(FieldSet()) { $0.union($1.fields) }
    }

    /// Gives an author its set; the time stays when the set does.
    mutating func set(_ fields: FieldSet, of author: FieldAuthor, time: String) {
        if let index = entries.firstIndex(where: { $0.isOf(author) }) {
            if entries[index].fields != fields { entries[index].time = time }
            entries[index].fields = fields
        } else {
            entries.append(
                Entry(
                    manager: author.manager, operation: author.operation, apiVersion: author.apiVersion, time: time,
                    subresource: author.subresource, fields: fields))
        }
    }

    /// Takes fields from everyone, or from all but one.
    mutating func take(_ fields: FieldSet, exceptFrom author: FieldAuthor? = nil) {
        for index in entries.indices where !(author.map(entries[index].isOf) ?? false) {
            entries[index].fields = entries[index].fields.subtracting(fields)
        }
    }

    /// Drops who owns nothing, and puts the rest into the API's order: applied before updated, then by time.
    mutating func tidy() {
        entries.removeAll { $0.fields.isEmpty }
        entries.sort {
            ($0.operation, $0.time, $0.manager, $0.subresource ?? "")
                < ($1.operation, $1.time, $1.manager, $1.subresource ?? "")
        }
    }
}

/// Who writes, and how.
struct FieldAuthor: Equatable {
    var manager: String
    var operation: String
    var apiVersion: String
    var subresource: String?
}
