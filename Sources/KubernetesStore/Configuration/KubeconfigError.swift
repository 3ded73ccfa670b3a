public import Failures

/// Why it isn't known how to reach a cluster.
public enum KubeconfigError: NamedError, Equatable {
    /// A file can't be read.
    case unreadable(file: String, field: String, reason: String)
    /// A field is missing or isn't what it has to be.
    case malformed(file: String, field: String, reason: String)
    /// There is no such context.
    case unknownContext(name: String, known: [String])
    /// There is no configuration at all.
    case missing(searched: [String])
    /// The program that gives credentials did not give any.
    case credentialProgram(file: String, program: String, reason: String)

    /// The error as a failure.
    public var failure: Failure {
        switch self {
        case .unreadable(let file, let field, let reason):
            Failure(
                "kubeconfig.unreadable", .usage, what: "'\(file)' can't be read.",
                why: field.isEmpty ? reason : "The field \(field) names it. \(reason)",
                remedy: "Check the path and who may read it.")
        case .malformed(let file, let field, let reason):
            Failure(
                "kubeconfig.malformed", .usage, what: "The kubeconfig '\(file)' can't be used.",
                why: field.isEmpty ? reason : "\(field): \(reason)",
                remedy: "Correct the field; 'kubectl config view' shows what kubectl makes of the file.")
        case .unknownContext(let name, let known):
            Failure(
                "kubeconfig.context", .usage,
                what: name.isEmpty ? "No context is chosen." : "There is no context '\(name)'.",
                why: known.isEmpty ? "The kubeconfig has none." : "There are: \(known.joined(separator: ", ")).",
                remedy: "Name one of them, or set current-context.")
        case .missing(let searched):
            Failure(
                "kubeconfig.missing", .usage, what: "It is not known which cluster to use.",
                why: "There is no \(searched.joined(separator: ", no ")).",
                remedy: "Set KUBECONFIG, or name a file with --kubeconfig.")
        case .credentialProgram(let file, let program, let reason):
            Failure(
                "kubeconfig.credentials", .component, what: "'\(program)' gave no credentials for the cluster.",
                why: "The kubeconfig '\(file)' asks it for them. \(reason)",
                remedy: "Run it by hand; a login may have expired.")
        }
    }
}
