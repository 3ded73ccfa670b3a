public import Failures

/// Why there is no certificate.
public enum CertificateError: NamedError, Equatable {
    /// The library refused a step.
    case notMade(step: String)
    /// What was given is no certificate or key in PEM.
    case unreadable(what: String)
    /// A file can't be read or written.
    case file(call: String, path: String, reason: String)

    /// The error as a failure.
    public var failure: Failure {
        switch self {
        case .notMade(let step):
            Failure(
                "certificate.not-made", .component, what: "A certificate could not be made.",
                why: "OpenSSL refused this step: \(step).", remedy: "Check that OpenSSL 3 is installed whole.")
        case .unreadable(let what):
            Failure(
                "certificate.unreadable", .source, what: "The \(what) can't be read.",
                why: "It is not the PEM text that was written there.",
                remedy: "Remove the pki folder of the data folder; new certificates are made at the next start.")
        case .file(let call, let path, let reason):
            Failure(
                "certificate.file", .target, what: "The certificate file \(path) can't be used.",
                why: "\(call) failed: \(reason).", remedy: "Check the folder's owner, its mode and the free space.")
        }
    }
}
