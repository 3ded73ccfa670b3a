public import Values

/// How a list is read.
public struct ListOptions: Sendable, Equatable {
    /// Which labels objects must have.
    public var labelSelector = LabelSelector()
    /// Which fields objects must have.
    public var fieldSelector = FieldSelector()
    /// The most objects of a page; nil for all at once.
    public var limit: Int?
    /// The end of the page before.
    public var continuation: String?
    /// `0` for whatever a cache has; nil for the newest.
    public var resourceVersion: String?

    /// Everything, at once, newest.
    public init() {}
}

/// How a watch runs.
public struct WatchOptions: Sendable, Equatable {
    /// Which labels objects must have.
    public var labelSelector = LabelSelector()
    /// Which fields objects must have.
    public var fieldSelector = FieldSelector()
    /// The version to start after; nil begins with all there is as `added`.
    public var resourceVersion: String?
    /// Whether bookmarks are sent.
    public var allowsBookmarks = true
    /// When the server ends it, in seconds; nil for its own choice.
    public var timeoutSeconds: Double?

    /// From now, all objects.
    public init() {}
}

/// How a write is done.
public struct WriteOptions: Sendable, Equatable {
    /// Who writes, for managedFields.
    public var fieldManager = "gantry"
    /// Whether everything is checked and nothing is kept.
    public var isDryRun = false
    /// What becomes of fields that the schema doesn't know.
    public var fieldValidation = FieldValidation.warn
    /// Whether a server-side apply takes over fields of others.
    public var isForced = false

    /// The defaults.
    public init(fieldManager: String = "gantry") { self.fieldManager = fieldManager }

    /// What becomes of unknown and repeated fields.
    public enum FieldValidation: String, Sendable {
        /// They are dropped.
        case ignore = "Ignore"
        /// They are dropped, and the writer is told.
        case warn = "Warn"
        /// They are an error.
        case strict = "Strict"
    }
}

/// How an object is deleted.
public struct DeleteOptions: Sendable, Equatable {
    /// What happens to objects that it owns.
    public var propagation = Propagation.background
    /// Only the object with this uid.
    public var uid: String?
    /// Only the object at this version.
    public var resourceVersion: String?
    /// Whether nothing is really deleted.
    public var isDryRun = false

    /// The defaults.
    public init() {}

    /// What happens to dependents.
    public enum Propagation: String, Sendable {
        /// They stay, without an owner.
        case orphan = "Orphan"
        /// They go after it.
        case background = "Background"
        /// It goes after them.
        case foreground = "Foreground"
    }
}

/// A change to an object.
public enum Patch: Sendable, Equatable {
    /// RFC 7386.
    case merge(JSONValue)
    /// RFC 6902.
    case json(JSONValue)
    /// Kubernetes' strategic merge.
    case strategicMerge(JSONValue)
    /// Server-side apply of all that the field manager wants.
    case apply(JSONValue)
}
