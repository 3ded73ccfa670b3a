internal import Arguments
internal import ResourceStore
internal import Resources

/// What the words of a command line name: types, or single objects.
struct ResourceTargets: Sendable {
    /// The types of which all objects are meant; empty when names are given.
    var types: [ResourceType] = []
    /// Whether the types come from a category: then those that a server lacks are left out.
    var isCategory = false
    /// Single objects.
    var names: [Name] = []

    /// One object.
    struct Name: Sendable {
        /// Its type.
        var type: ResourceType
        /// Its name.
        var name: String
    }

    /// Reads `plans`, `plans,providers`, `plan x y`, `plan/x secret/y`.
    init(_ words: [String], _ catalog: TypeCatalog, _ values: ParsedArguments) throws {
        guard let first = words.first else { return }
        if words.contains(where: { $0.contains("/") }) {
            names = try words.map { word in
                let parts = word.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
                guard parts.count == 2, !parts[1].isEmpty else {
                    throw values.error(
                        what: "'\(word)' does not name an object.",
                        why: "Where one word has the form TYPE/NAME, all have to.",
                        remedy: "Write 'plan/x secret/y', or 'plan x y'.")
                }
                return Name(type: try catalog.one(parts[0]), name: parts[1])
            }
            return
        }
        let found = try catalog.find(first)
        if words.count == 1 {
            types = found
            isCategory = !catalog.types(inCategory: first.lowercased()).isEmpty
        } else {
            names = words.dropFirst().flatMap { name in found.map { Name(type: $0, name: name) } }
        }
    }
}

/// Which objects a command is about.
struct ResourceSelection: Sendable {
    /// What was named.
    var targets: ResourceTargets
    /// The selectors.
    var options = ListOptions()
    /// Whether it is about all namespaces.
    var isInAllNamespaces = false
}
