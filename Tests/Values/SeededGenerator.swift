import Values

/// SplitMix64: small, and the same on every machine for a seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

private let fragments = [
    "a", "B", "0", "7", " ", "\n", "\t", "\"", "'", "\\", ":", "#", "-", "é", "😀", "\u{85}", "\u{2028}", "\u{7F}",
    "\u{1}", "\u{FEFF}", "%", "@", "|", ">", "&", "*", "!", "{", "]", ",", "?", "~", "yes", "null", "0x", "e", ".",
    "\r",
]

/// Text that is likely to trip a writer of JSON or YAML.
func randomText(using generator: inout some RandomNumberGenerator) -> String {
    let count = Int.random(in: 0...8, using: &generator)
    return (0..<count).map { _ in fragments.randomElement(using: &generator) ?? "" }.joined()
}

/// A document of random shape.
func randomValue(using generator: inout some RandomNumberGenerator, depth: Int) -> JSONValue {
    switch Int.random(in: 0...(depth > 0 ? 7 : 4), using: &generator) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &generator))
    case 2: return .integer(Int64.random(in: .min ... .max, using: &generator))
    case 3: return .double(Double(Int.random(in: -1000...1000, using: &generator)) / 7)
    case 4: return .string(randomText(using: &generator))
    case 5:
        let count = Int.random(in: 0...4, using: &generator)
        return .array((0..<count).map { _ in randomValue(using: &generator, depth: depth - 1) })
    default:
        var fields = OrderedFields()
        for _ in 0..<Int.random(in: 0...12, using: &generator) {
            fields[randomText(using: &generator)] = randomValue(using: &generator, depth: depth - 1)
        }
        return .object(fields)
    }
}
