/// Conditions while an object is reconciled: what is set again stays, the rest goes at the end.
///
/// It begins when it is made. A condition that says the same as before keeps the time of its last change, so that
/// reconciling without news writes nothing.
public struct ConditionStaging: Sendable, Equatable {
    private var entries: [Entry]
    private let now: Timestamp

    private struct Entry: Sendable, Equatable {
        var condition: Condition
        var isStaged: Bool
    }

    /// Begins: durable conditions stay, all others have to be set again.
    public init(_ conditions: [Condition]?, now: Timestamp) {
        entries = (conditions ?? []).map { Entry(condition: $0, isStaged: $0.durable == true) }
        self.now = now
    }

    /// The conditions that hold so far: those that were set, and durable ones.
    public var staged: [Condition] { entries.filter(\.isStaged).map(\.condition) }

    /// Sets a condition.
    public mutating func set(_ condition: Condition) {
        guard let place = entries.firstIndex(where: { $0.condition.type == condition.type }) else {
            entries.append(Entry(condition: dated(condition), isStaged: true))
            return
        }
        entries[place].isStaged = true
        guard !entries[place].condition.saysSame(as: condition) else { return }
        entries[place].condition = dated(condition)
    }

    /// Keeps conditions as they were before.
    public mutating func keep(_ types: String...) {
        for place in entries.indices where types.contains(entries[place].condition.type) {
            entries[place].isStaged = true
        }
    }

    /// Removes conditions, durable ones too.
    public mutating func remove(_ types: String...) { entries.removeAll { types.contains($0.condition.type) } }

    /// Sets `Ready`, unless something stands in the way.
    public mutating func setReady(_ isReady: Bool, message: String) {
        guard isReady else {
            remove("Ready")
            return
        }
        set(Condition("Ready", .required, message: message))
    }

    /// Ends: the conditions that were set, and durable ones.
    public func end() -> [Condition] { staged }

    private func dated(_ condition: Condition) -> Condition {
        var dated = condition
        dated.lastTransitionTime = now
        return dated
    }
}
