/// A type that a word of the command line can be turned into.
public protocol ArgumentValue: Sendable {
    /// Reads a word; the error says what is wrong with it as the end of a sentence ("is not a whole number").
    init(argument text: String) throws(InvalidValue)
    /// The value as it would be typed.
    var argumentText: String { get }
    /// All values there are, where they can be listed.
    static var allowedValues: [String] { get }
}

extension ArgumentValue {
    /// No list, unless the type says otherwise.
    public static var allowedValues: [String] { [] }
}

/// What is wrong with a word, as the end of a sentence that starts with the word.
public struct InvalidValue: Error, Sendable, Equatable {
    /// Such as "is not a whole number".
    public var reason: String

    /// Makes a reason.
    public init(_ reason: String) {
        self.reason = reason
    }
}

extension ArgumentValue where Self: RawRepresentable & CaseIterable, RawValue == String {
    /// Reads one of the enumeration's raw values.
    public init(argument text: String) throws(InvalidValue) {
        guard let value = Self(rawValue: text) else { throw InvalidValue("is not one of the values it can have") }
        self = value
    }

    /// The raw value.
    public var argumentText: String { rawValue }

    /// The raw values in the order of the cases.
    public static var allowedValues: [String] { allCases.map(\.rawValue) }
}

extension String: ArgumentValue {
    /// Takes the word as it is, unless it is empty.
    public init(argument text: String) throws(InvalidValue) {
        guard !text.isEmpty else { throw InvalidValue("is empty") }
        self = text
    }

    /// The text itself.
    public var argumentText: String { self }
}

extension Int: ArgumentValue {
    /// Reads a whole number in decimal digits.
    public init(argument text: String) throws(InvalidValue) {
        guard let number = Int(text) else { throw InvalidValue("is not a whole number") }
        self = number
    }

    /// The number in decimal digits.
    public var argumentText: String { String(self) }
}
