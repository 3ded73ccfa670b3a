/// Units of memory and capacity as exporters write them.
///
/// DSP0004 annex C has `byte * 2^20`; others write `MegaBytes`, `MB`, `MiB` or nothing. The words have always
/// meant powers of two there, whatever they mean elsewhere.
struct AllocationUnit: Equatable {
    let bytes: Int64

    /// Reads a unit; nil when it isn't understood.
    init?(_ text: String) {
        let factors = text.lowercased().split(separator: "*").map { $0.split(separator: " ").joined() }
        guard let word = factors.first, let base = Self.words[word] else { return nil }
        var bytes = base
        for factor in factors.dropFirst() {
            guard let factor = Self.factor(factor) else { return nil }
            let (product, overflow) = bytes.multipliedReportingOverflow(by: factor)
            guard !overflow else { return nil }
            bytes = product
        }
        self.bytes = bytes
    }

    private static let words: [String: Int64] = [
        "byte": 1, "bytes": 1, "b": 1,
        "kilobyte": 1 << 10, "kilobytes": 1 << 10, "kb": 1 << 10, "kib": 1 << 10,
        "megabyte": 1 << 20, "megabytes": 1 << 20, "mb": 1 << 20, "mib": 1 << 20,
        "gigabyte": 1 << 30, "gigabytes": 1 << 30, "gb": 1 << 30, "gib": 1 << 30,
        "terabyte": 1 << 40, "terabytes": 1 << 40, "tb": 1 << 40, "tib": 1 << 40,
    ]

    /// `1024` or `2^20`.
    private static func factor(_ text: String) -> Int64? {
        let numbers = text.split(separator: "^", omittingEmptySubsequences: false).map { Int64($0) }
        guard let first = numbers.first, let base = first, base > 0, numbers.count <= 2 else { return nil }
        guard numbers.count == 2 else { return base }
        guard let exponent = numbers[1], (0...62).contains(exponent) else { return nil }
        return (0..<exponent).reduce(Int64(1) as Int64?) { product, _ in
            guard let (value, overflow) = product?.multipliedReportingOverflow(by: base), !overflow else { return nil }
            return value
        }
    }

    /// The bytes of a quantity; nil when it is no number, negative, or too large.
    func bytes(of quantity: String) -> Int64? {
        guard let quantity = Int64(quantity), quantity >= 0 else { return nil }
        let (product, overflow) = quantity.multipliedReportingOverflow(by: bytes)
        return overflow ? nil : product
    }
}
