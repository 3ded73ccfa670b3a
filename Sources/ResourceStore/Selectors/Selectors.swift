internal import Resources

/// Which labels objects must have (labels.Selector of Kubernetes: `app=web,tier in (a,b),!canary`).
public struct LabelSelector: Sendable, Equatable {
    /// All must hold.
    public var requirements: [Requirement] = []

    /// Everything.
    public init() {}

    /// One condition on one label.
    public struct Requirement: Sendable, Equatable {
        /// The label.
        public var key: String
        /// What must hold of it.
        public var test: Test

        /// Makes a condition.
        public init(_ key: String, _ test: Test) {
            self.key = key
            self.test = test
        }
    }

    /// What must hold of a label.
    public enum Test: Sendable, Equatable {
        /// It is one of these.
        case isIn([String])
        /// It is none of these, or missing.
        case isNotIn([String])
        /// It is there.
        case exists
        /// It is missing.
        case isMissing
        /// It is a number greater than this.
        case isGreater(than: Int64)
        /// It is a number less than this.
        case isLess(than: Int64)
    }
}

/// Which fields objects must have: `metadata.name=x,metadata.namespace!=y,type=Opaque`.
public struct FieldSelector: Sendable, Equatable {
    /// All must hold.
    public var requirements: [Requirement] = []

    /// Everything.
    public init() {}

    /// One condition on one field.
    public struct Requirement: Sendable, Equatable {
        /// The path, such as `metadata.name`.
        public var path: String
        /// Its value.
        public var value: String
        /// Whether it must be that, or must not.
        public var isEqual: Bool

        /// Makes a condition.
        public init(_ path: String, _ value: String, isEqual: Bool = true) {
            self.path = path
            self.value = value
            self.isEqual = isEqual
        }
    }
}
