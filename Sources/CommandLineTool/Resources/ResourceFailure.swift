internal import Failures

/// What commands about resources object to themselves, before or after the store is asked.
enum ResourceFailure: NamedError, Equatable {
    /// No type goes by that word.
    case unknownType(String, similar: [String])
    /// No type has that kind.
    case unknownKind(String, String, similar: [String])
    /// The kind has other versions.
    case unknownVersion(kind: String, String, known: [String])
    /// A file can't be used as manifests.
    case unreadable(path: String, what: String, why: String)
    /// A document isn't an object of the API.
    case notAnObject(origin: String, why: String)
    /// Fields have values that they may not have.
    case invalid(label: String, origin: String, problems: [String])
    /// An object names another namespace than the command line.
    case otherNamespace(label: String, origin: String, own: String, asked: String)
    /// Some of several objects could not be treated.
    case incomplete(failedCount: Int, totalCount: Int, verb: String)
    /// Nothing was found to wait for.
    case nothingToWaitFor
    /// What was waited for didn't come.
    case timedOut(what: String, seconds: Double)
    /// There is no store where one is looked for.
    case noConnection(tried: [String])
    /// A data folder isn't there.
    case noDataFolder(String)
    /// The server has no logs of containers.
    case noLogs
    /// A Job has no pod yet.
    case noPods(job: String)

    var failure: Failure {
        switch self {
        case .unknownType, .unknownKind, .unknownVersion: typeFailure
        case .unreadable, .notAnObject, .invalid, .otherNamespace: manifestFailure
        case .incomplete(let failedCount, let totalCount, let verb):
            Failure(
                "resources.incomplete", .target, what: "\(failedCount) of \(totalCount) objects could not be \(verb).",
                why: "Each is told above.", remedy: "Mend what is said there and run the same command again.")
        case .nothingToWaitFor:
            Failure(
                "resources.nothing-to-wait-for", .usage, what: "There is nothing to wait for.",
                why: "No object has that name or these labels.", remedy: "Check the name, the labels and the namespace."
            )
        case .timedOut(let what, let seconds):
            Failure(
                "resources.wait-timeout", .target, what: "\(what) did not happen within \(Int(seconds)) s.",
                why: "The time of --timeout is over.",
                remedy: "Look at it with 'gantry describe', or wait longer with --timeout.")
        case .noConnection(let tried):
            Failure(
                "resources.no-server", .usage, what: "There is no control plane to talk to.",
                why: "No kubeconfig is at \(tried.joined(separator: ", nor at ")).",
                remedy: "Start one with 'gantry serve', or name a kubeconfig with --kubeconfig or KUBECONFIG.")
        case .noDataFolder(let folder):
            Failure(
                "resources.no-data-folder", .usage, what: "There is no control plane in \(folder).",
                why: "The folder doesn't exist; tokens are kept there.",
                remedy: "Start one with 'gantry serve', or name its folder with --data.")
        case .noLogs:
            Failure(
                "resources.no-logs", .component, what: "This control plane has no logs of containers.",
                why: "It stores Pods and Jobs, and runs none; logs exist where a kubelet runs containers.",
                remedy: "Ask the cluster that runs the Pod, with its kubeconfig.")
        case .noPods(let job):
            Failure(
                "resources.no-pods", .source, what: "The Job \(job) has no Pod.", why: "Nothing has started it yet.",
                remedy: "See 'gantry describe job \(job)'.")
        }
    }

    private var typeFailure: Failure {
        switch self {
        case .unknownType(let word, let similar):
            Failure(
                "resources.unknown-type", .usage, what: "There is no type of resource called '\(word)'.",
                why: "Types are known by their plural, singular, short name or kind.",
                remedy: "\(Self.question(similar))'gantry get --help' names the types.")
        case .unknownVersion(let kind, let version, let known):
            Failure(
                "resources.unknown-version", .source, what: "\(kind) has no version '\(version)' here.",
                why: "It is known as \(known.joined(separator: ", ")).", remedy: "Correct apiVersion in the manifest.")
        case .unknownKind(let kind, let version, let similar):
            Failure(
                "resources.unknown-kind", .source, what: "There is no kind '\(kind)' of \(version) here.",
                why: "docs/compatibility.md lists the kinds that are known.",
                remedy: "\(Self.question(similar))Correct kind and apiVersion, or leave the object out.")
        default: .interrupted
        }
    }

    private var manifestFailure: Failure {
        switch self {
        case .unreadable(let path, let what, let why):
            Failure(
                "resources.unreadable", .source, what: "\(path): \(what)", why: why,
                remedy: "Correct the file at that place; nothing was changed.")
        case .notAnObject(let origin, let why):
            Failure(
                "resources.not-an-object", .source, what: "\(origin) is not an object of the API.", why: why,
                remedy: "Give it apiVersion, kind and metadata.name.")
        case .invalid(let label, let origin, let problems):
            Failure(
                "resources.invalid", .source, what: "\(label) (\(origin)) is not valid.",
                why: problems.joined(separator: "\n"), remedy: "Correct these fields; nothing was changed.")
        case .otherNamespace(let label, let origin, let own, let asked):
            Failure(
                "resources.other-namespace", .usage,
                what: "\(label) (\(origin)) is for the namespace '\(own)', not for '\(asked)'.",
                why: "The manifest names one namespace and --namespace another.",
                remedy: "Leave --namespace out, or the namespace in the manifest.")
        default: .interrupted
        }
    }

    private static func question(_ similar: [String]) -> String {
        similar.isEmpty ? "" : "Did you mean \(similar.map { "'\($0)'" }.joined(separator: " or "))? "
    }
}
