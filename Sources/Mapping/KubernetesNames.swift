/// Makes names that Kubernetes accepts of names that people gave, and says what was changed and why.
public enum KubernetesNames {
    /// The two kinds of names of RFC 1123 that Kubernetes uses.
    public enum Kind: Sendable {
        /// Lower-case letters, digits and dashes: volumes, networks, hosts.
        case label
        /// Labels joined by dots: machines and claims.
        case subdomain
    }

    /// The longest label, and the longest name that is also a label's value or a host name.
    public static let lengthLimit = 63

    /// Proposes a valid name that isn't taken; a valid name that is free comes back as it is.
    public static func propose(
        for original: String, as kind: Kind = .subdomain, limit: Int = lengthLimit, taken: Set<String> = [],
        fallback: String = "vm"
    ) -> NameProposal {
        var reasons: [NameProposal.Reason] = []
        var name = original
        if !isValid(name, as: kind, limit: .max) {
            name = cleaned(original, kind)
            if name != original { reasons.append(original.lowercased() == name ? .upperCase : .invalidCharacters) }
        }
        if name.isEmpty {
            name = fallback
            reasons = [.empty]
        }
        if !isValid(name, as: kind, limit: limit) {
            name = cut(name, to: limit)
            reasons.append(.tooLong)
        }
        if taken.contains(name) {
            name = numbered(name, limit: limit, taken: taken)
            reasons.append(.taken)
        }
        return NameProposal(name: name, original: original, reasons: reasons)
    }

    /// Whether a name is one of the kind, and within the limit.
    public static func isValid(_ name: String, as kind: Kind, limit: Int = lengthLimit) -> Bool {
        guard name.utf8.count <= limit else { return false }
        switch kind {
        case .label: return isLabel(name[...], limit: lengthLimit)
        case .subdomain:
            let parts = name.split(separator: ".", omittingEmptySubsequences: false)
            // Only labels are held to 63 by the RFC; Kubernetes checks just the whole of a subdomain.
            return parts.allSatisfy { isLabel($0, limit: .max) }
        }
    }

    private static func isLabel(_ text: Substring, limit: Int) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last, text.utf8.count <= limit else { return false }
        let dash = UInt8(ascii: "-")
        return first != dash && last != dash && text.utf8.allSatisfy { isLetterOrDigit($0) || $0 == dash }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func cleaned(_ original: String, _ kind: Kind) -> String {
        let parts = original.lowercased().split(separator: ".").map(cleanedPart).filter { !$0.isEmpty }
        return parts.joined(separator: kind == .label ? "-" : ".")
    }

    /// Separators become dashes, anything else that isn't allowed goes; dashes come singly and inside.
    private static func cleanedPart(_ part: Substring) -> String {
        let characters = part.compactMap { character -> Character? in
            if let byte = character.asciiValue, isLetterOrDigit(byte) { return character }
            return character.isWhitespace || "-_+*/\\:,()[]&@".contains(character) ? "-" : nil
        }
        return characters.split(separator: "-").map { String($0) }.joined(separator: "-")
    }

    private static func cut(_ name: String, to limit: Int) -> String {
        var cut = name.prefix(limit)
        while let last = cut.last, last == "-" || last == "." { cut.removeLast() }
        return String(cut)
    }

    private static func numbered(_ name: String, limit: Int, taken: Set<String>) -> String {
        for number in 2... {
            let suffix = "-\(number)"
            let candidate = cut(name, to: limit - suffix.count) + suffix
            if !taken.contains(candidate) { return candidate }
        }
        return name
    }
}

/// A name for the target, and how it came from the source's.
public struct NameProposal: Sendable, Equatable, Codable {
    /// The name to use.
    public var name: String
    /// The name it was made of.
    public var original: String
    /// Why they differ; empty when they don't.
    public var reasons: [Reason]

    /// Why a name was changed.
    public enum Reason: String, Sendable, Codable, CaseIterable {
        /// It had upper-case letters.
        case upperCase = "it has upper-case letters"
        /// It had characters that Kubernetes doesn't allow, or stood at an end where it doesn't.
        case invalidCharacters = "it has characters that Kubernetes does not allow"
        /// It was too long.
        case tooLong = "it is too long"
        /// Nothing was left of it.
        case empty = "nothing of it can be used"
        /// Another object had it.
        case taken = "another has the same name"
    }
}
