/// A bit for each leaf of a region.
struct LeafBits: Sendable, Equatable {
    private var words: [UInt64]

    init() { words = Array(repeating: 0, count: LeafGeometry.leavesPerRegion / 64) }

    static let none = LeafBits()

    static var all: LeafBits {
        var bits = LeafBits()
        for index in bits.words.indices { bits.words[index] = .max }
        return bits
    }

    subscript(place: Int) -> Bool {
        get { words[place / 64] & (1 << UInt64(place % 64)) != 0 }
        set {
            let bit: UInt64 = 1 << UInt64(place % 64)
            if newValue { words[place / 64] |= bit } else { words[place / 64] &= ~bit }
        }
    }
}

/// A set of leaves; an empty region costs next to nothing.
struct LeafSet: Sendable {
    private var regions: [LeafBits?]

    init(_ geometry: LeafGeometry) { regions = Array(repeating: nil, count: geometry.regionCount) }

    /// Adds a leaf; false when it is there already.
    mutating func insert(_ leaf: Int) -> Bool {
        let region = leaf / LeafGeometry.leavesPerRegion
        var bits = regions[region] ?? LeafBits()
        regions[region] = nil
        let isNew = !bits[leaf % LeafGeometry.leavesPerRegion]
        bits[leaf % LeafGeometry.leavesPerRegion] = true
        regions[region] = bits
        return isNew
    }
}
