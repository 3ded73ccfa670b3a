public import Resources

/// The sentences of the Kubernetes API (apimachinery, pkg/api/errors), so that kubectl and scripts see what they know.
extension StoreError {
    /// There is no object of that name.
    public static func notFound(_ type: ResourceTypeID, _ name: String) -> StoreError {
        StoreError(.notFound, "\(type.groupResource) \"\(name)\" not found", subject: subject(type, name))
    }

    /// The server has no such type.
    public static func unknownType() -> StoreError {
        StoreError(.notFound, "the server could not find the requested resource")
    }

    /// There is one of that name.
    public static func alreadyExists(_ type: ResourceTypeID, _ name: String) -> StoreError {
        StoreError(.alreadyExists, "\(type.groupResource) \"\(name)\" already exists", subject: subject(type, name))
    }

    /// It changed since it was read.
    public static func modified(_ type: ResourceTypeID, _ name: String) -> StoreError {
        conflict(
            type, name,
            "the object has been modified; please apply your changes to the latest version and try again")
    }

    /// It is not in the state that was asked for.
    public static func conflict(_ type: ResourceTypeID, _ name: String, _ why: String) -> StoreError {
        StoreError(
            .conflict, "Operation cannot be fulfilled on \(type.groupResource) \"\(name)\": \(why)",
            subject: subject(type, name))
    }

    /// It may not be done in this state.
    public static func forbidden(
        _ type: ResourceTypeID, _ name: String, _ why: String, causes: [Cause] = []
    ) -> StoreError {
        StoreError(
            .forbidden, "\(type.groupResource) \"\(name)\" is forbidden: \(why)", causes: causes,
            subject: subject(type, name))
    }

    /// Fields are wrong; a cause each.
    public static func invalid(_ type: ResourceTypeID, kind: String, _ name: String, _ causes: [Cause]) -> StoreError {
        let sentences = causes.map { $0.field.isEmpty ? $0.message : "\($0.field): \($0.message)" }
        let list = sentences.count == 1 ? sentences[0] : "[\(sentences.joined(separator: ", "))]"
        let qualified = type.group.isEmpty ? kind : "\(kind).\(type.group)"
        return StoreError(
            .invalid, "\(qualified) \"\(name)\" is invalid: \(list)", causes: causes,
            subject: Subject(name: name, group: type.group, kind: kind))
    }

    /// What follows that version isn't known any more.
    public static func tooOld(_ version: Int64, oldest: Int64) -> StoreError {
        StoreError(.expired, "too old resource version: \(version) (\(oldest))")
    }

    /// A reader asked for a version that isn't there yet.
    public static func tooNew(_ version: Int64, current: Int64) -> StoreError {
        StoreError(
            .timeout, "Timeout: Too large resource version: \(version), current: \(current)",
            causes: [Cause(reason: "ResourceVersionTooLarge", message: "Too large resource version", field: "")],
            retryAfterSeconds: 1)
    }

    /// A list's next page can't be made consistent with its first any more.
    public static func continuationExpired() -> StoreError {
        StoreError(
            .expired,
            "The provided continue parameter is too old to display a consistent list result. You can start a new list"
                + " without the continue parameter, or use the continue token in this response to retrieve the"
                + " remainder of the results. Continuing with the provided token results in an inconsistent list -"
                + " objects that were created, modified, or deleted between the time the first chunk was returned and"
                + " now may show up in the list.")
    }

    /// A JSON patch can't be done: its test failed, or a path isn't there.
    public static func patchRefused() -> StoreError {
        StoreError(.invalid, "the server rejected our request due to an error in our request")
    }

    private static func subject(_ type: ResourceTypeID, _ name: String) -> Subject {
        Subject(name: name, group: type.group, kind: type.plural)
    }
}

extension StoreError.Cause {
    /// A field that has to be there.
    public static func required(_ field: String, _ detail: String = "") -> Self {
        Self(
            reason: "FieldValueRequired", message: detail.isEmpty ? "Required value" : "Required value: \(detail)",
            field: field)
    }

    /// A value that isn't allowed; `value` as it is shown, quoted where it is text.
    public static func invalid(_ field: String, _ value: String, _ detail: String) -> Self {
        Self(reason: "FieldValueInvalid", message: "Invalid value: \(value): \(detail)", field: field)
    }

    /// A value that isn't allowed in this state.
    public static func forbidden(_ field: String, _ detail: String) -> Self {
        Self(reason: "FieldValueForbidden", message: "Forbidden: \(detail)", field: field)
    }
}
