/// A moment as the API writes it (RFC 3339); the text is kept as it was written.
public struct Timestamp: Sendable, Equatable, Codable, CustomStringConvertible {
    /// The text, such as `2026-01-31T12:00:00Z`.
    public let text: String
    /// The moment, in seconds since 1970.
    public let secondsSince1970: Double

    /// Reads a text; nil when it is no moment.
    public init?(_ text: String) {
        guard let seconds = Self.parse(Array(text.utf8)) else { return nil }
        self.text = text
        self.secondsSince1970 = seconds
    }

    /// Makes the text of a moment in UTC, to the second.
    public init(secondsSince1970 seconds: Int64) {
        self.text = Self.format(seconds)
        self.secondsSince1970 = Double(seconds)
    }

    /// The text.
    public var description: String { text }

    /// Reads text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let moment = Timestamp(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\"\(text)\" is no RFC 3339 time")
        }
        self = moment
    }

    /// Writes text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension Timestamp {
    private static func parse(_ bytes: [UInt8]) -> Double? {
        guard bytes.count >= 20, bytes[4] == 0x2d, bytes[7] == 0x2d, bytes[10] | 0x20 == UInt8(ascii: "t"),
            bytes[13] == 0x3a, bytes[16] == 0x3a, let year = digits(bytes[0..<4]),
            let month = digits(bytes[5..<7]), let day = digits(bytes[8..<10]), let hour = digits(bytes[11..<13]),
            let minute = digits(bytes[14..<16]), let second = digits(bytes[17..<19]),
            (1...12).contains(month), (1...daysOf(month, year)).contains(day), hour < 24, minute < 60, second <= 60
        else { return nil }
        var rest = bytes[19...]
        var fraction = 0.0
        if rest.first == UInt8(ascii: ".") {
            let figures = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
            guard !figures.isEmpty else { return nil }
            fraction = Double("0." + String(decoding: figures, as: UTF8.self)) ?? 0
            rest = rest.dropFirst(figures.count + 1)
        }
        guard let offset = offsetSeconds(Array(rest)) else { return nil }
        let days = daysSince1970(year, month, day)
        return Double(days * 86_400 + hour * 3_600 + minute * 60 + second - offset) + fraction
    }

    private static func offsetSeconds(_ zone: [UInt8]) -> Int? {
        if zone.count == 1, zone[0] | 0x20 == UInt8(ascii: "z") { return 0 }
        guard zone.count == 6, zone[0] == 0x2b || zone[0] == 0x2d, zone[3] == 0x3a, let hours = digits(zone[1..<3]),
            let minutes = digits(zone[4..<6]), hours < 24, minutes < 60
        else { return nil }
        return (hours * 3_600 + minutes * 60) * (zone[0] == 0x2d ? -1 : 1)
    }

    private static func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
        var number = 0
        for byte in bytes {
            guard (0x30...0x39).contains(byte) else { return nil }
            number = number * 10 + Int(byte) - 0x30
        }
        return number
    }

    private static func daysOf(_ month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days of the Gregorian calendar, with years that begin in March so that leap days are last.
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func format(_ seconds: Int64) -> String {
        let days = Int((Double(seconds) / 86_400).rounded(.down))
        let time = Int(seconds) - days * 86_400
        let (year, month, day) = date(daysSince1970: days)
        return "\(padded(year, 4))-\(padded(month))-\(padded(day))T\(padded(time / 3_600)):"
            + "\(padded(time / 60 % 60)):\(padded(time % 60))Z"
    }

    private static func date(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let month = part < 10 ? part + 3 : part - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * part + 2) / 5 + 1)
    }

    private static func padded(_ number: Int, _ width: Int = 2) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
