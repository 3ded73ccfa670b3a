/// Checks the names by which descriptors and manifests refer to files.
enum SafeName {
    /// The name, relative to the descriptor's folder and without `.` components.
    static func checked(_ reference: String) throws(OVFError) -> String {
        guard !hasScheme(reference) else { throw .remoteReference(reference: reference) }
        let components = reference.split(separator: "/").filter { $0 != "." }
        guard !reference.hasPrefix("/"), !reference.utf8.contains(0), !reference.contains("\\"),
            !components.contains(".."), !components.isEmpty
        else { throw .unsafePath(reference: reference) }
        return components.joined(separator: "/")
    }

    /// A reference is an URI by the specification, so that exporters may write a space as `%20`; nil for no such thing.
    static func percentDecoded(_ text: String) -> String? {
        guard text.contains("%") else { return nil }
        var bytes: [UInt8] = []
        var rest = Substring(text)
        while let first = rest.popFirst() {
            guard first == "%" else {
                bytes += Array(String(first).utf8)
                continue
            }
            guard rest.count >= 2, let byte = UInt8(rest.prefix(2), radix: 16), byte != 0 else { return nil }
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func hasScheme(_ reference: String) -> Bool {
        guard let colon = reference.firstIndex(of: ":"), colon != reference.startIndex else { return false }
        let scheme = reference[..<colon]
        let isScheme = scheme.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
        return isScheme && (reference[colon...].hasPrefix("://") || scheme.lowercased() == "file")
    }
}
