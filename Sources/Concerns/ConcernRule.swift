public import Inventory

/// A rule: when it holds, and what that means.
public struct ConcernRule: Sendable {
    /// Its stable name, for scripts and for `gantry explain`.
    public let id: String
    /// How grave what it finds is.
    public let category: Concern.Category
    /// A few words for a list.
    public let label: String
    /// Why what it finds matters.
    public let why: String
    /// What can be done about it.
    public let remedy: String
    /// What it finds; pure.
    let find: @Sendable (SourceMachine, ConcernContext) -> [Finding]

    /// A case that a rule found.
    struct Finding: Sendable {
        var subject: String?
        var what: String
    }

    init(
        _ id: String, _ category: Concern.Category, _ label: String, why: String, remedy: String,
        find: @escaping @Sendable (SourceMachine, ConcernContext) -> [Finding]
    ) {
        self.id = id
        self.category = category
        self.label = label
        self.why = why
        self.remedy = remedy
        self.find = find
    }

    /// What the rule has to say about a machine.
    public func concerns(on machine: SourceMachine, in context: ConcernContext) -> [Concern] {
        var context = context
        context.system = machine.guest.system
        return concerns(on: machine, knowing: context)
    }

    /// The same in a context that knows the system.
    func concerns(on machine: SourceMachine, knowing context: ConcernContext) -> [Concern] {
        find(machine, context).map { finding in
            Concern(
                id: id, category: category, label: label, subject: finding.subject, what: finding.what, why: why,
                remedy: remedy)
        }
    }

    /// A rule on the machine as a whole: it holds or it doesn't.
    static func machine(
        _ id: String, _ category: Concern.Category, _ label: String, what: String, why: String, remedy: String,
        when holds: @escaping @Sendable (SourceMachine, ConcernContext) -> Bool
    ) -> ConcernRule {
        ConcernRule(id, category, label, why: why, remedy: remedy) { machine, context in
            holds(machine, context) ? [Finding(what: what)] : []
        }
    }

    /// A rule on each disk; `what` says what is wrong with it, or nil.
    static func disk(
        _ id: String, _ category: Concern.Category, _ label: String, why: String, remedy: String,
        what: @escaping @Sendable (SourceDisk, ConcernContext) -> String?
    ) -> ConcernRule {
        ConcernRule(id, category, label, why: why, remedy: remedy) { machine, context in
            machine.disks.compactMap { disk in
                what(disk, context).map { Finding(subject: disk.label, what: $0) }
            }
        }
    }

    /// A rule on each network card; `what` says what is wrong with it, or nil.
    static func nic(
        _ id: String, _ category: Concern.Category, _ label: String, why: String, remedy: String,
        what: @escaping @Sendable (SourceNIC, ConcernContext) -> String?
    ) -> ConcernRule {
        ConcernRule(id, category, label, why: why, remedy: remedy) { machine, context in
            machine.nics.compactMap { nic in what(nic, context).map { Finding(subject: nic.label, what: $0) } }
        }
    }
}
