internal import Arguments

/// A rate in bytes per second, written as a number with K, M, G or T for powers of 1024: `200M`.
struct ByteRate: Sendable, Equatable, ArgumentValue {
    /// The rate.
    var bytesPerSecond: Int64

    /// Makes a rate.
    init(bytesPerSecond: Int64) {
        self.bytesPerSecond = bytesPerSecond
    }

    /// Reads a number with an optional unit.
    init(argument text: String) throws(InvalidValue) {
        let units: [Character: Int64] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40]
        let last = text.last.map { Character($0.uppercased()) }
        let unit = last.flatMap { units[$0] }
        guard let number = Int64(unit == nil ? text[...] : text.dropLast()) else {
            throw InvalidValue("is not a rate such as 200M (bytes per second; K, M, G and T are powers of 1024)")
        }
        let (product, overflows) = number.multipliedReportingOverflow(by: unit ?? 1)
        // Less than a block of the journal in a minute would be no migration.
        guard !overflows, product >= 64 << 10 else { throw InvalidValue("is out of range; the least is 64K") }
        bytesPerSecond = product
    }

    /// The rate in bytes.
    var argumentText: String { String(bytesPerSecond) }
}
