/// A picture of a guest's display.
public struct Picture: Sendable, Equatable {
    /// Columns.
    public let width: Int
    /// Rows.
    public let height: Int
    /// Red, green and blue of each pixel, row by row.
    public let pixels: [UInt8]

    /// The largest picture that is read: a display of a guest is at most this many pixels.
    static let mostPixels = 64 << 20

    /// Reads a binary portable pixmap as QEMU writes it: `P6`, width, height, 255, pixels.
    /// - Throws: `QEMUError.badPicture`.
    public init(portablePixmap bytes: [UInt8]) throws {
        var words: [String] = []
        var position = 0
        while words.count < 4 {
            guard position < min(bytes.count, 100) else { throw QEMUError.badPicture(reason: "Its head is cut short.") }
            let end = bytes[position...].firstIndex { $0 == 0x20 || $0 == 0x0A } ?? bytes.count
            words.append(String(decoding: bytes[position..<end], as: UTF8.self))
            position = end + 1
        }
        guard words[0] == "P6", words[3] == "255", let width = Int(words[1]), let height = Int(words[2]),
            width > 0, height > 0, width <= 16384, height <= 16384, width * height <= Self.mostPixels,
            bytes.count - position == width * height * 3
        else { throw QEMUError.badPicture(reason: "Its size does not fit its head.") }
        self.width = width
        self.height = height
        pixels = Array(bytes[position...])
    }

    /// How many pixels differ from the picture's most common colour.
    public var foregroundCount: Int {
        var counts: [UInt32: Int] = [:]
        for index in 0..<(width * height) { counts[colour(index), default: 0] += 1 }
        return width * height - (counts.values.max() ?? 0)
    }

    /// How many pixels differ from another picture; all of them when the sizes differ.
    public func differenceCount(from other: Picture) -> Int {
        guard width == other.width, height == other.height else { return width * height }
        if pixels == other.pixels { return 0 }
        return (0..<(width * height)).count { colour($0) != other.colour($0) }
    }

    private func colour(_ index: Int) -> UInt32 {
        UInt32(pixels[index * 3]) << 16 | UInt32(pixels[index * 3 + 1]) << 8 | UInt32(pixels[index * 3 + 2])
    }
}
