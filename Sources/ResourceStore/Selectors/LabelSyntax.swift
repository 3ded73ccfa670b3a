/// What names of labels, annotations and objects look like (apimachinery, pkg/util/validation).
public enum LabelSyntax {
    /// What is wrong with the key of a label; nil when nothing is.
    public static func problem(ofKey key: String) -> String? {
        let parts = key.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2 else {
            return "a qualified name \(qualified) with an optional DNS subdomain prefix and '/'"
                + " (e.g. 'example.com/MyName')"
        }
        if parts.count == 2 {
            if parts[0].isEmpty { return "prefix part must be non-empty" }
            if let problem = problem(ofSubdomain: parts[0]) { return "prefix part \(problem)" }
        }
        let name = parts[parts.count - 1]
        if name.isEmpty { return "name part must be non-empty" }
        if name.utf8.count > 63 { return "name part must be no more than 63 bytes" }
        guard isQualified(name) else { return "name part \(qualified)" }
        return nil
    }

    /// What is wrong with the value of a label; nil when nothing is.
    public static func problem(ofValue value: String) -> String? {
        if value.utf8.count > 63 { return "must be no more than 63 bytes" }
        guard value.isEmpty || isQualified(value) else {
            return "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and"
                + " must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345',"
                + " regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
        }
        return nil
    }

    /// What is wrong with the name of an object; nil when nothing is.
    public static func problem(ofSubdomain name: String) -> String? {
        if name.utf8.count > 253 { return "must be no more than 253 characters" }
        guard name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy({ isLabel($0) }) else {
            return "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and"
                + " must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is"
                + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
        }
        return nil
    }

    /// What is wrong with the name of a namespace; nil when nothing is.
    public static func problem(ofDNSLabel name: String) -> String? {
        if name.utf8.count > 63 { return "must be no more than 63 characters" }
        guard isLabel(name[...]) else {
            return "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must"
                + " start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for"
                + " validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
        }
        return nil
    }

    private static let qualified =
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric"
        + " character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is"
        + " '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"

    private static func isLabel(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last else { return false }
        return isLowerAlphanumeric(first) && isLowerAlphanumeric(last)
            && text.utf8.allSatisfy { isLowerAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isQualified(_ text: String) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last else { return false }
        return isAlphanumeric(first) && isAlphanumeric(last)
            && text.utf8.allSatisfy { isAlphanumeric($0) || "-_.".utf8.contains($0) }
    }

    private static func isLowerAlphanumeric(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isLowerAlphanumeric(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
}
