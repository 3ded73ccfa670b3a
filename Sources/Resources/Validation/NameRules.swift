/// What names, labels and annotations look like, in the sentences of k8s.io/apimachinery (util/validation).
public enum NameRules {
    /// What is wrong with a name of most kinds (RFC 1123 subdomain).
    public static func subdomainProblems(_ name: String) -> [String] {
        problems(name, most: 253, subdomainSentence) { $0.split(separator: ".", omittingEmptySubsequences: false) }
    }

    /// What is wrong with a name of a namespace (RFC 1123 label).
    public static func labelProblems(_ name: String) -> [String] {
        problems(name, most: 63, labelSentence) { [$0[...]] }
    }

    private static func problems(
        _ name: String, most: Int, _ sentence: String, _ parts: (String) -> [Substring]
    ) -> [String] {
        var result: [String] = []
        if !parts(name).allSatisfy(isLabel) { result.append(sentence) }
        if name.utf8.count > most { result.append("must be no more than \(most) bytes") }
        return result
    }

    /// What is wrong with the key of a label or annotation: a name, with a domain before it or not.
    public static func qualifiedNameProblems(_ key: String) -> [String] {
        let parts = key.split(separator: "/", omittingEmptySubsequences: false)
        guard let name = parts.last, parts.count <= 2 else { return [qualifiedNameSentence] }
        var result: [String] = []
        if parts.count == 2 {
            if parts[0].isEmpty {
                result.append("prefix part must be non-empty")
            } else {
                result += subdomainProblems(String(parts[0])).map { "prefix part \($0)" }
            }
        }
        if name.isEmpty {
            result.append("name part must be non-empty")
        } else if name.utf8.count > 63 {
            result.append("name part must be no more than 63 bytes")
        }
        if !isLabelText(name) { result.append("name part \(namePartSentence)") }
        return result
    }

    /// What is wrong with the value of a label.
    public static func labelValueProblems(_ value: String) -> [String] {
        var result: [String] = []
        if value.utf8.count > 63 { result.append("must be no more than 63 bytes") }
        if !value.isEmpty && !isLabelText(value[...]) { result.append(labelValueSentence) }
        return result
    }

    private static func isLabel(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last else { return false }
        return isLowerOrDigit(first) && isLowerOrDigit(last)
            && text.utf8.allSatisfy { isLowerOrDigit($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isLabelText(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last else { return false }
        return isLetterOrDigit(first) && isLetterOrDigit(last)
            && text.utf8.allSatisfy { isLetterOrDigit($0) || "-_.".utf8.contains($0) }
    }

    private static func isLowerOrDigit(_ byte: UInt8) -> Bool {
        (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool { isLowerOrDigit(byte) || (0x41...0x5a).contains(byte) }
}

extension NameRules {
    private static let subdomainSentence =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start "
        + "and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
        + #"'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"#

    private static let labelSentence =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end "
        + "with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"

    private static let namePartSentence =
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric "
        + "character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
        + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"

    private static let qualifiedNameSentence =
        "a qualified name \(namePartSentence) with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"

    private static let labelValueSentence =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start "
        + "and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for "
        + "validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
}
