internal import Arguments
internal import Failures
internal import Resources

/// Finds types by the words that people type for them.
struct TypeCatalog: Sendable {
    /// All types.
    let types: [ResourceType]

    /// The types of a word: one, or several for a category such as `all` and for `plans,providers`.
    func find(_ word: String) throws(ResourceFailure) -> [ResourceType] {
        var found: [ResourceType] = []
        for part in word.split(separator: ",").map(String.init) {
            let group = types(inCategory: part.lowercased())
            found += group.isEmpty ? [try one(part)] : group
        }
        guard !found.isEmpty else { throw .unknownType(word, similar: []) }
        return found
    }

    /// The types of a category; `all` is every type of ours, and those that kubectl counts in.
    func types(inCategory name: String) -> [ResourceType] {
        types.filter { $0.categories.contains(name) || (name == "all" && $0.origin == .gantry) }
    }

    /// The type of a word: its plural, singular, kind or short name, with or without version and group.
    func one(_ word: String) throws(ResourceFailure) -> ResourceType {
        let typed = word.lowercased()
        if let type = types.first(where: { $0.names.contains(typed) }) { return type }
        if let type = types.first(where: { type in type.qualifiedNames.contains(typed) }) { return type }
        let names = types.flatMap { [$0.id.plural] + $0.shortNames }
        throw .unknownType(word, similar: similar(to: word, among: names))
    }

    /// The type of an object that names it itself.
    func type(of object: ResourceObject) throws(ResourceFailure) -> ResourceType {
        if let type = types.first(where: { $0.kind == object.kind && $0.id.apiVersion == object.apiVersion }) {
            return type
        }
        let sameKind = types.filter { $0.kind == object.kind }.map(\.id.apiVersion)
        guard sameKind.isEmpty else {
            throw .unknownVersion(kind: object.kind, object.apiVersion, known: sameKind)
        }
        throw .unknownKind(object.kind, object.apiVersion, similar: similar(to: object.kind, among: types.map(\.kind)))
    }
}

extension ResourceType {
    fileprivate var names: [String] { [id.plural, singular, kind.lowercased()] + shortNames }

    fileprivate var qualifiedNames: [String] {
        let endings =
            id.group.isEmpty ? [".\(id.version)", ".\(id.version)."] : [".\(id.group)", ".\(id.version).\(id.group)"]
        return endings.flatMap { ending in names.map { $0 + ending } }
    }
}
