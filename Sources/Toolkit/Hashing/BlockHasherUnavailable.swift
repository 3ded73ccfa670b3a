public import Failures

/// OpenSSL gives no SHA-256.
public struct BlockHasherUnavailable: NamedError, Equatable {
    /// Makes the error.
    public init() {}

    /// What a person is told.
    public var failure: Failure {
        Failure(
            "hashing.sha256.unavailable", .component,
            what: "SHA-256 can't be computed.",
            why: "OpenSSL refused to provide it: its configuration forbids it, or memory ran out.",
            remedy: "Look at /etc/ssl/openssl.cnf, and at the memory that is free.")
    }
}
