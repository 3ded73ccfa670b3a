internal import ResourceStore
internal import Resources

/// The types that a store has, by number.
struct TypeCatalog: Sendable {
    let all: [ResourceType]
    private let numbers: [ResourceTypeID: Int]

    init(_ types: [ResourceType]) {
        all = types
        numbers = Dictionary(types.enumerated().map { ($0.element.id, $0.offset) }) { first, _ in first }
    }

    func number(_ id: ResourceTypeID) throws(StoreError) -> Int {
        guard let number = numbers[id] else { throw StoreError.unknownType() }
        return number
    }

    /// The type of namespaces; nil where the store has none, and any namespace will do.
    var namespaces: Int? { numbers[.namespaces] }

    func hasKind(_ kind: String, apiVersion: String) -> Bool {
        all.contains { $0.kind == kind && $0.id.apiVersion == apiVersion }
    }
}
