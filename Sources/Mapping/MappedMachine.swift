public import Resources

/// A source machine in the target's terms, with an account of how it got there.
public struct MappedMachine: Sendable, Equatable, Codable {
    /// The machine, with a claim for each disk.
    public var virtualMachine: VirtualMachine
    /// The disks that want claims, in the order of the source.
    public var claims: [DiskClaim]
    /// Where each value came from.
    public var fields: [MappedField]
    /// What is not as it was.
    public var changes: [MappingChange]

    /// Makes one; see the members.
    public init(
        virtualMachine: VirtualMachine, claims: [DiskClaim], fields: [MappedField], changes: [MappingChange]
    ) {
        self.virtualMachine = virtualMachine
        self.claims = claims
        self.fields = fields
        self.changes = changes
    }

    /// The changes that lost something.
    public var losses: [MappingChange] { changes.filter { $0.kind == .lost } }
}

/// A value of the target and its origin.
public struct MappedField: Sendable, Equatable, Codable {
    /// The path in the manifest, such as `spec.template.spec.domain.cpu.sockets`.
    public var target: String
    /// The value, as text.
    public var value: String
    /// The field of the source machine, the option or the fact that gave it; nil for a default.
    public var source: String?
    /// The rule that made the one of the other, such as `cpu.topology`; defaults begin with `default.`.
    public var rule: String
    /// What a reader may wonder about.
    public var note: String?

    /// Makes one; see the members.
    public init(target: String, value: String, source: String?, rule: String, note: String? = nil) {
        self.target = target
        self.value = value
        self.source = source
        self.rule = rule
        self.note = note
    }
}

/// Something that is not as it was on the source.
public struct MappingChange: Sendable, Equatable, Codable {
    /// How it differs.
    public var kind: Kind
    /// What differs, in the source's words: a device's name, a field.
    public var subject: String
    /// What happened, as a full sentence.
    public var what: String
    /// The rule that did it.
    public var rule: String

    /// Makes one; see the members.
    public init(kind: Kind, subject: String, what: String, rule: String) {
        self.kind = kind
        self.subject = subject
        self.what = what
        self.rule = rule
    }

    /// How something differs.
    public enum Kind: String, Sendable, Codable {
        /// It has a counterpart that is not the same.
        case changed
        /// It has none.
        case lost
    }
}

/// Keeps the account while a machine is mapped.
struct MappingRecord {
    private(set) var fields: [MappedField] = []
    private(set) var changes: [MappingChange] = []

    mutating func field(
        _ target: String, _ value: some CustomStringConvertible, from source: String?, rule: String,
        note: String? = nil
    ) {
        fields.append(
            MappedField(target: target, value: value.description, source: source, rule: rule, note: note))
    }

    mutating func changed(_ subject: String, _ what: String, rule: String) {
        changes.append(MappingChange(kind: .changed, subject: subject, what: what, rule: rule))
    }

    mutating func lost(_ subject: String, _ what: String, rule: String) {
        changes.append(MappingChange(kind: .lost, subject: subject, what: what, rule: rule))
    }
}
