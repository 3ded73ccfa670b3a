/// The fields of an object, in order.
///
/// Two are equal when they have the same fields in the same order; `sorted()` makes the order not matter.
public struct OrderedFields: Sendable, Equatable, RandomAccessCollection {
    /// A field.
    public struct Field: Sendable, Equatable {
        /// Its name.
        public var key: String
        /// Its value.
        public var value: JSONValue
    }

    private var fields: [Field] = []
    // Searching eight names in a row is faster than hashing one; objects larger than that get an index.
    private var positions: [String: Int] = [:]
    private static let searchedCount = 8

    /// Makes no fields.
    public init() {}

    /// The value of a field; setting a new one appends it, setting nil removes it.
    public subscript(key: String) -> JSONValue? {
        get { position(of: key).map { fields[$0].value } }
        set {
            guard let newValue else {
                remove(key)
                return
            }
            if let position = position(of: key) {
                fields[position].value = newValue
            } else {
                append(key, newValue)
            }
        }
    }

    /// The names in order.
    public var keys: [String] { fields.map(\.key) }

    /// The first valid position.
    public var startIndex: Int { 0 }

    /// The position after the last.
    public var endIndex: Int { fields.count }

    /// The field at a position.
    public subscript(position: Int) -> Field { fields[position] }

    /// The same fields in the order of their names.
    public func sorted() -> OrderedFields {
        var result = OrderedFields()
        for field in fields.sorted(by: { $0.key < $1.key }) { result.append(field.key, field.value) }
        return result
    }

    /// Appends a field whose name is known to be new.
    mutating func append(_ key: String, _ value: JSONValue) {
        fields.append(Field(key: key, value: value))
        if !positions.isEmpty {
            positions[key] = fields.count - 1
        } else if fields.count > Self.searchedCount {
            reindex()
        }
    }

    private mutating func remove(_ key: String) {
        guard let position = position(of: key) else { return }
        fields.remove(at: position)
        positions = [:]
        if fields.count > Self.searchedCount { reindex() }
    }

    private mutating func reindex() {
        for (position, field) in fields.enumerated() { positions[field.key] = position }
    }

    private func position(of key: String) -> Int? {
        positions.isEmpty ? fields.firstIndex { $0.key == key } : positions[key]
    }
}
