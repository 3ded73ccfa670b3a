/// An amount as Kubernetes writes it, such as `10Gi` or `1500000`.
public struct Quantity: Sendable, Equatable, Codable, CustomStringConvertible {
    /// The text as it is written.
    public var text: String

    /// Makes a quantity of the text.
    public init(_ text: String) { self.text = text }

    /// Makes an exact quantity of bytes, in the largest of Gi, Mi and Ki that divides it.
    public init(bytes: Int64) {
        for (shift, unit) in [(30, "Gi"), (20, "Mi"), (10, "Ki")] where bytes > 0 && bytes % (1 << shift) == 0 {
            self.init("\(bytes >> shift)\(unit)")
            return
        }
        self.init(String(bytes))
    }

    /// Makes a quantity of a plain number of bytes.
    public init(plainBytes bytes: Int64) { self.init(String(bytes)) }

    /// The text.
    public var description: String { text }

    /// The amount in bytes, rounded up; nil when the text is no quantity, is negative or is too large.
    public var bytes: Int64? {
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let value = Double(number), let factor = Self.factors[String(text.dropFirst(number.count))] else {
            return nil
        }
        if let whole = Int64(number) {
            let (product, overflow) = whole.multipliedReportingOverflow(by: factor)
            return overflow ? nil : product
        }
        return Int64(exactly: (value * Double(factor)).rounded(.up))
    }

    private static let factors: [String: Int64] = [
        "": 1, "k": 1_000, "M": 1_000_000, "G": 1_000_000_000, "T": 1_000_000_000_000,
        "P": 1_000_000_000_000_000, "Ki": 1 << 10, "Mi": 1 << 20, "Gi": 1 << 30, "Ti": 1 << 40, "Pi": 1 << 50,
    ]

    /// Reads text, or the whole number that YAML makes of `storage: 1500000`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int64.self) {
            self.init(String(number))
        } else {
            self.init(try container.decode(String.self))
        }
    }

    /// Writes text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
