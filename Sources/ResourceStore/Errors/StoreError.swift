public import Failures

/// Why a store did not do what was asked, in the Kubernetes API's terms (metav1.Status).
public struct StoreError: NamedError, Equatable {
    /// The API's word for it.
    public var reason: Reason
    /// The API's sentence.
    public var message: String
    /// What is wrong with which fields; empty where that isn't the point.
    public var causes: [Cause]
    /// What it is about, where it is about an object.
    public var subject: Subject?
    /// When to try again, in seconds, where the server says.
    public var retryAfterSeconds: Double?

    /// Describes an error.
    public init(
        _ reason: Reason, _ message: String, causes: [Cause] = [], subject: Subject? = nil,
        retryAfterSeconds: Double? = nil
    ) {
        self.reason = reason
        self.message = message
        self.causes = causes
        self.subject = subject
        self.retryAfterSeconds = retryAfterSeconds
    }

    /// The API's words (metav1.StatusReason), with their HTTP status codes.
    public enum Reason: String, Sendable, Codable, CaseIterable {
        /// 400.
        case badRequest = "BadRequest"
        /// 401.
        case unauthorized = "Unauthorized"
        /// 403.
        case forbidden = "Forbidden"
        /// 404.
        case notFound = "NotFound"
        /// 405.
        case methodNotAllowed = "MethodNotAllowed"
        /// 409: there is one of that name.
        case alreadyExists = "AlreadyExists"
        /// 409: it changed in between.
        case conflict = "Conflict"
        /// 410: the version is too old to watch from.
        case expired = "Expired"
        /// 413.
        case tooLarge = "RequestEntityTooLarge"
        /// 415.
        case unsupportedMediaType = "UnsupportedMediaType"
        /// 422.
        case invalid = "Invalid"
        /// 429.
        case tooManyRequests = "TooManyRequests"
        /// 500.
        case internalError = "InternalError"
        /// 503.
        case unavailable = "ServiceUnavailable"
        /// 504.
        case timeout = "Timeout"

        /// The status code of HTTP.
        public var code: Int {
            switch self {
            case .badRequest: 400
            case .unauthorized: 401
            case .forbidden: 403
            case .notFound: 404
            case .methodNotAllowed: 405
            case .alreadyExists, .conflict: 409
            case .expired: 410
            case .tooLarge: 413
            case .unsupportedMediaType: 415
            case .invalid: 422
            case .tooManyRequests: 429
            case .internalError: 500
            case .unavailable: 503
            case .timeout: 504
            }
        }
    }

    /// What an error is about (metav1.StatusDetails).
    public struct Subject: Sendable, Equatable {
        /// The object's name.
        public var name: String
        /// Its API group.
        public var group: String
        /// The plural name of its type; for `Invalid` its kind.
        public var kind: String

        /// Names a subject.
        public init(name: String, group: String, kind: String) {
            self.name = name
            self.group = group
            self.kind = kind
        }
    }

    /// What is wrong with one field (metav1.StatusCause).
    public struct Cause: Sendable, Equatable, Codable {
        /// Such as `FieldValueRequired`, `FieldValueInvalid`.
        public var reason: String
        /// The sentence.
        public var message: String
        /// The path of the field.
        public var field: String

        /// Describes a cause.
        public init(reason: String, message: String, field: String) {
            self.reason = reason
            self.message = message
            self.field = field
        }
    }

    /// The error as a failure.
    public var failure: Failure {
        Failure(
            "api.\(reason.rawValue)", .source, what: message,
            why: causes.isEmpty
                ? "The API calls it \(reason.rawValue) (\(reason.code))."
                : causes.map { "\($0.field): \($0.message)" }.joined(separator: " "), remedy: Self.remedy(reason))
    }

    private static func remedy(_ reason: Reason) -> String {
        switch reason {
        case .unauthorized: "Use a token that this server gave out and that has not expired."
        case .forbidden: "Ask for a token with a role that allows it."
        case .notFound: "Check the name and the namespace."
        case .conflict: "Read it again, and apply the change to what is there now."
        case .expired: "List again, and watch from there."
        case .invalid, .badRequest: "Correct the fields that are named."
        case .tooManyRequests, .unavailable, .timeout: "Try again in a moment."
        default: "The message says it."
        }
    }
}
