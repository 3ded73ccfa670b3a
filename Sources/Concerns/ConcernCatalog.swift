public import Inventory

/// All rules.
public enum ConcernCatalog {
    /// The rules, by subject.
    public static let all: [ConcernRule] =
        machineRules + guestRules + hardwareRules + diskRules + diskContentRules + networkRules

    /// The rule of a name; nil when there is none.
    public static func rule(_ id: String) -> ConcernRule? { all.first { $0.id == id } }

    /// What all rules have to say about a machine, the gravest first.
    public static func concerns(on machine: SourceMachine, in context: ConcernContext = ConcernContext()) -> [Concern] {
        var context = context
        context.system = machine.guest.system
        let found = all.flatMap { $0.concerns(on: machine, knowing: context) }
        guard !found.isEmpty else { return [] }
        return Concern.Category.allCases.flatMap { category in found.filter { $0.category == category } }
    }
}
