internal import Arguments
internal import ResourceStore
internal import Resources
internal import Values

/// What is waited for.
enum WaitCondition: Sendable, Equatable, ArgumentValue {
    /// A condition has a status.
    case condition(String, status: String)
    /// A path leads to a value; nil for any value.
    case path(JSONPath, value: String?, text: String)
    /// It is gone.
    case deletion
    /// It is there.
    case creation

    init(argument text: String) throws(InvalidValue) {
        switch text {
        case "delete": self = .deletion
        case "create": self = .creation
        case _ where text.hasPrefix("condition="):
            let parts = text.dropFirst(10).split(separator: "=", maxSplits: 1).map(String.init)
            guard let name = parts.first else { throw InvalidValue("names no condition") }
            self = .condition(name, status: parts.count > 1 ? parts[1] : "True")
        case _ where text.hasPrefix("jsonpath="): self = try Self.path(String(text.dropFirst(9)), text)
        default: throw InvalidValue("is not condition=TYPE[=STATUS], jsonpath=PATH[=VALUE], create or delete")
        }
    }

    /// Reads `{.status.phase}=Running`, `.status.phase=Running`, `{.a[?(@.x=="y")].b}`.
    private static func path(_ text: String, _ whole: String) throws(InvalidValue) -> WaitCondition {
        let characters = Array(text)
        // A path may have = within brackets; the one that counts comes after it.
        var depth = 0
        let split = characters.indices.first { index in
            if "[{".contains(characters[index]) { depth += 1 }
            if "]}".contains(characters[index]) { depth -= 1 }
            return depth == 0 && characters[index] == "="
        }
        do throws(JSONPathError) {
            let path = try JSONPathTemplate.path(String(characters[..<(split ?? characters.count)]))
            return .path(path, value: split.map { String(characters[($0 + 1)...]) }, text: whole)
        } catch {
            throw InvalidValue("has a path that can't be understood: at character \(error.column), \(error.problem)")
        }
    }

    var argumentText: String {
        switch self {
        case .condition(let name, let status): "condition=\(name)" + (status == "True" ? "" : "=\(status)")
        case .path(_, _, let text): text
        case .deletion: "delete"
        case .creation: "create"
        }
    }

    /// Whether an object that isn't there can't have it.
    var needsObject: Bool { self != .deletion && self != .creation }

    /// The word for having reached it.
    var outcome: String {
        switch self {
        case .deletion: "deleted"
        case .creation: "created"
        case .condition, .path: "condition met"
        }
    }

    /// Whether an object has it; nil stands for no object.
    func holds(_ object: ResourceObject?) -> Bool {
        guard let object else { return self == .deletion }
        switch self {
        case .deletion: return false
        case .creation: return true
        case .path(let path, let value, _):
            let texts = path.values(in: object.value).map(JSONPath.text)
            return value.map(texts.contains) ?? !texts.isEmpty
        case .condition(let name, let status):
            let conditions = object.value["status"]?["conditions"]?.array ?? []
            return conditions.contains { condition in
                // A condition that was seen at an older generation says nothing about this one.
                let seen = condition["observedGeneration"]?.integer ?? object.generation
                return condition["type"]?.string?.lowercased() == name.lowercased()
                    && condition["status"]?.string?.lowercased() == status.lowercased() && seen >= object.generation
            }
        }
    }
}

/// One object and what it is to come to.
struct WaitGoal: Sendable {
    /// The session.
    var session: ResourceSession
    /// The object, as far as it is known: its name, and its uid where it was there.
    var object: TypedObject
    /// What it is to come to.
    var condition: WaitCondition

    /// Returns when it has come to that.
    func reach() async throws {
        var options = ListOptions()
        options.fieldSelector.requirements = [.init("metadata.name", object.object.name)]
        let follower = ResourceFollower(
            session: session, type: object.type, namespace: object.object.namespace, options: options)
        try await follower.run { sight in
            switch sight {
            case .all(let objects): isReached(objects.first)
            case .change(.added(let object)), .change(.modified(let object)): isReached(object)
            case .change(.deleted): isReached(nil)
            case .change(.bookmark): false
            }
        }
    }

    private func isReached(_ current: ResourceObject?) -> Bool {
        // Another object of the same name: the one that was waited for is gone.
        let isSame = current.map { object.object.uid.isEmpty || $0.uid == object.object.uid } ?? false
        if condition == .deletion { return condition.holds(isSame ? current : nil) }
        return condition.holds(current)
    }
}
