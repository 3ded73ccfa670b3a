internal import FoundationEssentials
internal import Threads
internal import Values

extension QMPClient {
    /// Takes a picture of the display, through a file in a private folder.
    /// - Throws: `QEMUError`.
    public func picture(through folder: String) async throws -> Picture {
        let file = "\(folder)/display.ppm"
        try await execute("screendump", ["filename": .string(file)])
        return try await onOwnThread(named: "qemu-picture") {
            defer { try? FileManager.default.removeItem(atPath: file) }
            return try Picture(portablePixmap: Array(Data(contentsOf: URL(filePath: file))))
        }
    }

    /// Writes a picture of the display as a PNG file.
    public func writePicture(toPNG file: String) async throws {
        try await execute("screendump", ["filename": .string(file), "format": "png"])
    }

    /// The text on the display while it is in VGA's text mode: the lines of the screen and of what scrolled out of it.
    ///
    /// The characters lie at 0xB8000, each followed by its colours; consoles scroll by moving the start within 32 KiB.
    public func displayText(through folder: String) async throws -> [String] {
        let file = "\(folder)/display.text"
        try await execute("pmemsave", ["val": 0xB8000, "size": 32768, "filename": .string(file)])
        return try await onOwnThread(named: "qemu-picture") {
            defer { try? FileManager.default.removeItem(atPath: file) }
            return displayLines(Array(try Data(contentsOf: URL(filePath: file))), columns: 80)
        }
    }
}

/// The lines of a text-mode frame buffer, without the empty ones and without trailing space.
func displayLines(_ memory: [UInt8], columns: Int) -> [String] {
    var lines: [String] = []
    for start in stride(from: 0, to: memory.count - columns * 2 + 1, by: columns * 2) {
        let characters = stride(from: start, to: start + columns * 2, by: 2).map { offset -> UInt8 in
            let character = memory[offset]
            return (0x20..<0x7F).contains(character) ? character : 0x20
        }
        var line = String(decoding: characters, as: UTF8.self)
        while line.last == " " { line.removeLast() }
        if !line.isEmpty { lines.append(line) }
    }
    return lines
}
