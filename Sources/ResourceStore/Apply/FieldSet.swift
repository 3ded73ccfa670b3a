internal import Values

/// A set of places in an object, as managedFields records them (`fieldsV1`, structured-merge-diff).
///
/// A step is spelt the way it is stored: `f:name` for a field, `k:{"name":"a"}` for an element found by its keys,
/// `v:"x"` for a value of a set.
public struct FieldSet: Sendable, Equatable {
    /// Whether this place itself is in the set.
    var isMember = false
    /// What is below it.
    var children: [String: FieldSet] = [:]

    /// The empty set.
    public init() {}

    init(isMember: Bool) { self.isMember = isMember }

    /// Whether nothing is in it.
    public var isEmpty: Bool { !isMember && children.isEmpty }

    /// All that is in one of both.
    func union(_ other: FieldSet) -> FieldSet {
        var result = self
        result.isMember = isMember || other.isMember
        for (step, child) in other.children { result.children[step] = result.children[step]?.union(child) ?? child }
        return result
    }

    /// What is in both.
    func intersection(_ other: FieldSet) -> FieldSet {
        var result = FieldSet(isMember: isMember && other.isMember)
        for (step, child) in children {
            guard let common = other.children[step]?.intersection(child), !common.isEmpty else { continue }
            result.children[step] = common
        }
        return result
    }

    /// What is in this one and not in the other.
    func subtracting(_ other: FieldSet) -> FieldSet {
        var result = FieldSet(isMember: isMember && !other.isMember)
        for (step, child) in children {
            let rest = other.children[step].map { child.subtracting($0) } ?? child
            if !rest.isEmpty { result.children[step] = rest }
        }
        return result
    }

    /// Takes a place out, and all that is below it.
    mutating func remove(_ path: [String]) {
        guard let step = path.first, var child = children[step] else { return }
        child.remove(Array(path.dropFirst()))
        children[step] = path.count == 1 || child.isEmpty ? nil : child
    }

    /// The places, each in the words of messages: `.spec.containers[name="a"].image`.
    var pathTexts: [String] { texts(prefix: "") }

    private func texts(prefix: String) -> [String] {
        let below = children.sorted { $0.key < $1.key }.flatMap { $0.value.texts(prefix: prefix + Self.text($0.key)) }
        return isMember ? [prefix] + below : below
    }

    private static func text(_ step: String) -> String {
        let body = String(step.dropFirst(2))
        switch step.prefix(2) {
        case "k:":
            let keys = (try? JSONValue.parse(body))?.object ?? OrderedFields()
            return "[" + keys.map { "\($0.key)=\($0.value.jsonText())" }.joined(separator: ",") + "]"
        case "v:": return "[=\(body)]"
        case "i:": return "[\(body)]"
        default: return ".\(body)"
        }
    }
}

extension FieldSet {
    /// Reads `fieldsV1`.
    init(fieldsV1 json: JSONValue) {
        for field in json.object ?? OrderedFields() {
            if field.key == "." {
                isMember = true
            } else {
                var child = FieldSet(fieldsV1: field.value)
                // A place without anything below it is in the set; that is what its being there says.
                if child.children.isEmpty { child.isMember = true }
                children[field.key] = child
            }
        }
    }

    /// The set as `fieldsV1`.
    var fieldsV1: JSONValue {
        var fields = OrderedFields()
        if isMember, !children.isEmpty { fields["."] = .object(OrderedFields()) }
        for (step, child) in children.sorted(by: { $0.key < $1.key }) { fields[step] = child.fieldsV1 }
        return .object(fields)
    }
}
