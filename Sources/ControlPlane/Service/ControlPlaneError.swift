public import Failures

/// Why a control plane does not run.
public enum ControlPlaneError: NamedError, Equatable {
    /// Another control plane works on the data folder.
    case folderInUse(String)
    /// A file of the data folder can't be used.
    case file(path: String, call: String, reason: String)

    /// The error as a failure.
    public var failure: Failure {
        switch self {
        case .folderInUse(let path):
            Failure(
                "serve.folder-in-use", .target, what: "Another gantry serves the data folder \(path).",
                why: "Two servers on one folder would overwrite each other's changes.",
                remedy: "Stop the other one, or choose another folder with --data.")
        case .file(let path, let call, let reason):
            Failure(
                "serve.data-folder", .target, what: "The data folder can't be used: \(path).",
                why: "\(call) failed: \(reason).", remedy: "Check its owner, its mode and the free space.")
        }
    }
}
