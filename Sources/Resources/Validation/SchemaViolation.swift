/// Something that is wrong with a field, in the words of Kubernetes' API.
public struct SchemaViolation: Sendable, Equatable, CustomStringConvertible {
    /// The API's word for what is wrong (metav1.CauseType).
    public enum Reason: String, Sendable, CaseIterable {
        /// It has to be there.
        case required = "FieldValueRequired"
        /// It is of another type.
        case typeInvalid = "FieldValueTypeInvalid"
        /// It can't be that.
        case invalid = "FieldValueInvalid"
        /// It is none of the values that it may be.
        case notSupported = "FieldValueNotSupported"
        /// It is there twice.
        case duplicate = "FieldValueDuplicate"
        /// It may not be set now.
        case forbidden = "FieldValueForbidden"
        /// It is too long.
        case tooLong = "FieldValueTooLong"
        /// It has too many elements.
        case tooMany = "FieldValueTooMany"
    }

    /// What is wrong.
    public var reason: Reason
    /// The path of the field, such as `spec.vms[0].id`.
    public var path: String
    /// The sentence, such as `Required value`.
    public var message: String

    /// Describes what is wrong.
    public init(_ reason: Reason, _ path: String, _ message: String) {
        self.reason = reason
        self.path = path
        self.message = message
    }

    /// The path and the sentence.
    public var description: String { "\(path): \(message)" }

    /// All violations in one text, as `… is invalid:` is followed by.
    public static func summary(_ violations: [SchemaViolation]) -> String {
        var seen: Set<String> = []
        let texts = violations.map(\.description).filter { seen.insert($0).inserted }
        return texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
    }
}

extension SchemaViolation {
    static func required(_ path: String, _ detail: String = "") -> Self {
        Self(.required, path, detail.isEmpty ? "Required value" : "Required value: \(detail)")
    }

    static func invalid(_ path: String, _ value: String, _ detail: String) -> Self {
        Self(.invalid, path, "Invalid value: \(value): \(detail)")
    }

    static func forbidden(_ path: String, _ detail: String) -> Self { Self(.forbidden, path, "Forbidden: \(detail)") }

    static func tooLong(_ path: String, bytes: Int) -> Self {
        Self(.tooLong, path, "Too long: may not be more than \(bytes) bytes")
    }
}
