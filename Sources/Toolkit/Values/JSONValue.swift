/// A document of JSON or YAML as a value: what is read before it has a type, and what is written after.
///
/// Objects keep the order of their keys, so that a manifest reads the way its author would write it.
public enum JSONValue: Sendable, Equatable {
    /// Nothing.
    case null
    /// True or false.
    case bool(Bool)
    /// A whole number.
    case integer(Int64)
    /// A number with a fraction or an exponent, or one too large for `integer`.
    case double(Double)
    /// Text.
    case string(String)
    /// A list.
    case array([JSONValue])
    /// Named values in order.
    case object(OrderedFields)
}

extension JSONValue {
    /// The text of a string; nil for anything else.
    public var string: String? { if case .string(let text) = self { text } else { nil } }

    /// The number of an integer; nil for anything else.
    public var integer: Int64? { if case .integer(let number) = self { number } else { nil } }

    /// The number of an integer or a double; nil for anything else.
    public var double: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .double(let number): number
        default: nil
        }
    }

    /// The truth of a boolean; nil for anything else.
    public var bool: Bool? { if case .bool(let truth) = self { truth } else { nil } }

    /// The elements of a list; nil for anything else.
    public var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }

    /// The fields of an object; nil for anything else.
    public var object: OrderedFields? { if case .object(let fields) = self { fields } else { nil } }

    /// Whether it is null.
    public var isNull: Bool { self == .null }

    /// The value of a field of an object; nil when there is none or this is no object.
    public subscript(key: String) -> JSONValue? { object?[key] }

    /// An element of a list; nil when there is none or this is no list.
    public subscript(index: Int) -> JSONValue? {
        guard let array, array.indices.contains(index) else { return nil }
        return array[index]
    }

    /// The word for its type, for messages.
    public var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer: "an integer"
        case .double: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByFloatLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// Makes a string.
    public init(stringLiteral value: String) { self = .string(value) }

    /// Makes an integer.
    public init(integerLiteral value: Int64) { self = .integer(value) }

    /// Makes a boolean.
    public init(booleanLiteral value: Bool) { self = .bool(value) }

    /// Makes a double.
    public init(floatLiteral value: Double) { self = .double(value) }

    /// Makes null.
    public init(nilLiteral: ()) { self = .null }

    /// Makes a list.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

    /// Makes an object with its fields in the order written; of two fields of one name the later wins.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        var fields = OrderedFields()
        for (key, value) in elements { fields[key] = value }
        self = .object(fields)
    }
}
