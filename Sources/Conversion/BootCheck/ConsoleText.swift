/// The text of a console: bytes of a terminal stream made into bounded, clean lines.
///
/// Escape sequences (ECMA-48) are dropped; one that moves the cursor to another place ends the line, so that texts of
/// different places aren't glued together. What remains is safe to print and to put into a report.
struct ConsoleText: Sendable {
    /// Complete lines that no call of `takeNewLines` gave yet.
    private var newLines: [String] = []
    /// The last complete lines.
    private(set) var lines: [String] = []
    private var pending: [UInt8] = []
    private var state = State.text

    private enum State {
        case text
        case escape
        case control
        case skipOne
        case string
        case stringEscape
    }

    private static let mostLines = 2000
    private static let longestLineBytes = 1000

    /// The line that is not ended yet: where prompts are.
    var openLine: String { String(decoding: pending, as: UTF8.self) }

    /// Whether anything visible came so far.
    var isEmpty: Bool { lines.isEmpty && pending.allSatisfy { $0 == 0x20 } }

    /// The last lines, with the open one.
    func lastLines(_ count: Int) -> [String] {
        let all = pending.isEmpty ? lines : lines + [openLine]
        return Array(all.suffix(count))
    }

    /// Complete lines since the last call.
    mutating func takeNewLines() -> [String] {
        defer { newLines = [] }
        return newLines
    }

    /// Takes what the console sent.
    mutating func append(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            switch state {
            case .text: appendText(byte)
            case .escape: state = afterEscape(byte)
            case .control:
                // Parameters are 0x20 to 0x3F, the final byte 0x40 to 0x7E (ECMA-48, 5.4).
                guard (0x40...0x7E).contains(byte) else { continue }
                if byte == UInt8(ascii: "H") || byte == UInt8(ascii: "f") { endLine() }
                state = .text
            case .skipOne: state = .text
            case .string: if byte == 0x07 { state = .text } else if byte == 0x1B { state = .stringEscape }
            case .stringEscape: state = .text
            }
        }
    }

    private func afterEscape(_ byte: UInt8) -> State {
        switch byte {
        case UInt8(ascii: "["): .control
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"): .string
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "#"), UInt8(ascii: "%"): .skipOne
        default: .text
        }
    }

    private mutating func appendText(_ byte: UInt8) {
        switch byte {
        case 0x1B: state = .escape
        case 0x0A, 0x0D: endLine()
        case 0x08: if !pending.isEmpty { pending.removeLast() }
        case 0x09: pending.append(0x20)
        case 0..<0x20, 0x7F: break
        default:
            pending.append(byte)
            if pending.count >= Self.longestLineBytes { endLine() }
        }
    }

    private mutating func endLine() {
        while pending.last == 0x20 { pending.removeLast() }
        guard !pending.isEmpty else { return }
        let line = openLine
        pending.removeAll(keepingCapacity: true)
        lines.append(line)
        newLines.append(line)
        if lines.count > Self.mostLines { lines.removeFirst(Self.mostLines / 4) }
        if newLines.count > Self.mostLines { newLines.removeFirst(Self.mostLines / 4) }
    }
}
