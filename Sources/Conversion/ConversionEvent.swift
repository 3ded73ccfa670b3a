/// What a conversion tells while it runs.
public enum ConversionEvent: Sendable, Equatable {
    /// A phase has begun; the name is virt-v2v's, for people.
    case phase(String)
    /// Something that the reader of the report should know.
    case message(ConversionMessage)

    var isError: Bool {
        if case .message(let message) = self { message.level == .error } else { false }
    }
}

/// A message of a conversion.
public struct ConversionMessage: Sendable, Equatable, Codable {
    /// How much it matters.
    public var level: Level
    /// The text.
    public var text: String
    /// When it was said, as RFC 3339 has it; empty when nobody said when.
    public var time: String

    /// Makes a message.
    public init(level: Level, text: String, time: String = "") {
        self.level = level
        self.text = text
        self.time = time
    }

    /// How much a message matters.
    public enum Level: String, Sendable, Codable {
        /// Good to know.
        case info
        /// Something may not work as before.
        case warning
        /// The conversion can't go on.
        case error
    }
}
