public import Values

/// A structural schema, as CustomResourceDefinitions have it (apiextensions.k8s.io/v1, OpenAPI v3).
///
/// It is what validation, defaults, pruning of unknown fields, OpenAPI documents and CRDs are made from.
public struct Schema: Sendable, Equatable {
    /// What the value is; `any` is `x-kubernetes-preserve-unknown-fields` without a type.
    public indirect enum Kind: Sendable, Equatable {
        /// Text.
        case string
        /// A whole number.
        case integer
        /// A number.
        case number
        /// True or false.
        case boolean
        /// A list.
        case array(of: Schema)
        /// Named fields, in the order in which they are shown; unknown ones are kept when `keepsUnknown`.
        case object([Property], required: [String], keepsUnknown: Bool)
        /// A map from text to values of one schema.
        case map(of: Schema)
        /// A whole number or a text (`x-kubernetes-int-or-string`).
        case integerOrString
        /// Anything.
        case any
    }

    /// A field of an object.
    public struct Property: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// What it holds.
        public var schema: Schema

        /// Describes a field.
        public init(_ name: String, _ schema: Schema) {
            self.name = name
            self.schema = schema
        }
    }

    /// What it is.
    public var kind: Kind
    /// What it means, for `kubectl explain`.
    public var description: String = ""
    /// The value it has when none is given.
    public var defaultValue: JSONValue?
    /// The values it may have; empty for all.
    public var enumeration: [JSONValue] = []
    /// A regular expression that text has to match.
    public var pattern: String?
    /// The format of text or numbers, such as `date-time` or `int64`.
    public var format: String?
    /// The least and most of a number.
    public var minimum: Double?
    /// The most of a number.
    public var maximum: Double?
    /// The least count of characters of text.
    public var minimumLength: Int?
    /// The most characters of text.
    public var maximumLength: Int?
    /// The least count of elements.
    public var minimumItems: Int?
    /// The most elements.
    public var maximumItems: Int?
    /// Whether null is a value of its own.
    public var isNullable = false
    /// The names of fields that identify an element of a list (`x-kubernetes-list-map-keys`); empty for atomic lists.
    public var listKeys: [String] = []
    /// Whether a list holds each value once (`x-kubernetes-list-type: set`).
    public var isSet = false
    /// Whether an object is owned as one, not field by field (`x-kubernetes-map-type: atomic`).
    public var isAtomic = false
    /// Whether it may not be changed once it is set.
    public var isImmutable = false

    /// Makes a schema of a kind.
    public init(_ kind: Kind, _ description: String = "") {
        self.kind = kind
        self.description = description
    }
}
