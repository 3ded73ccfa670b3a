public import Failures

/// Why the embedded store can't be opened.
public enum EmbeddedStoreError: NamedError, Equatable {
    /// Another process serves from the folder.
    case folderInUse(path: String)
    /// The folder can't be made or locked.
    case folderUnusable(path: String, reason: String)
    /// The database is damaged.
    case damaged(path: String, reason: String, backup: String?)
    /// The database was written by a later version of this program.
    case tooNew(path: String, version: Int64)

    /// The error as a failure.
    public var failure: Failure {
        switch self {
        case .folderInUse(let path):
            Failure(
                "store.in-use", .target, what: "The folder \(path) is in use.",
                why: "Another gantry serves the resources that are in it.",
                remedy: "Use that one, end it, or name another folder with --data.")
        case .folderUnusable(let path, let reason):
            Failure(
                "store.folder", .target, what: "The folder \(path) can't be used for resources.", why: "\(reason).",
                remedy: "Check the path and its permissions.")
        case .damaged(let path, let reason, let backup):
            Failure(
                "store.damaged", .integrity, what: "The resources in \(path) are damaged, and are not opened.",
                why: "The check of the database says: \(reason).",
                remedy: backup.map {
                    "Put the last automatic backup in its place: mv \(path) \(path).damaged; rm -f \(path)-wal \(path)-shm;"
                        + " cp \($0) \(path). What was written after that backup is lost."
                } ?? "There is no automatic backup beside it: put a copy of your own in its place, or begin anew.")
        case .tooNew(let path, let version):
            Failure(
                "store.version", .target, what: "The resources in \(path) were written by a later gantry.",
                why: "Their layout has number \(version), and this version knows up to \(ResourceDatabase.layout).",
                remedy: "Use the later version, or the backup that it made when it began.")
        }
    }
}
