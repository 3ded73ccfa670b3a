/// Markup that is safe to write: what is literal in the source is markup, what is interpolated is escaped.
///
/// Names, messages and console lines come from files that anyone can make; there is no way to put one of them
/// into a page unescaped but to go around this type.
struct HTML: Sendable, Equatable, ExpressibleByStringInterpolation {
    /// The markup.
    private(set) var text: String

    static let empty: HTML = ""

    init(stringLiteral value: String) { text = value }

    init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    var isEmpty: Bool { text.isEmpty }

    static func + (left: HTML, right: HTML) -> HTML { "\(left)\(right)" }

    struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }

        mutating func appendLiteral(_ literal: String) { text += literal }

        mutating func appendInterpolation(_ plain: String) { text += escaped(plain) }

        mutating func appendInterpolation(_ number: Int) { text += String(number) }

        mutating func appendInterpolation(_ markup: HTML) { text += markup.text }
    }
}

extension Sequence {
    /// Markup made of each element, one after the other.
    func markup(_ transform: (Element) -> HTML) -> HTML {
        reduce(into: HTML.empty) { $0 = $0 + transform($1) }
    }
}

/// Text made safe for element content and for attribute values in double quotes.
private func escaped(_ plain: String) -> String {
    var result = ""
    result.reserveCapacity(plain.utf8.count)
    for scalar in plain.unicodeScalars {
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        case "'": result += "&#39;"
        case "\n", "\t": result.unicodeScalars.append(scalar)
        default: result += visible(scalar)
        }
    }
    return result
}

/// Characters that can't be seen, or that turn the writing around, as something that can be seen.
private func visible(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    // The Control Pictures block has a picture for each C0 control at the same distance.
    case 0..<0x20: String(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
    case 0x7F: "\u{2421}"
    // C1 controls, directional controls (Unicode Standard Annex 9), noncharacters.
    case 0x80..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFDD0...0xFDEF, 0xFFFE, 0xFFFF:
        "[U+\(String(scalar.value, radix: 16, uppercase: true))]"
    default: String(scalar)
    }
}
