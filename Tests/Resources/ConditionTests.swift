import Resources
import Testing

private let before = Timestamp(secondsSince1970: 1_000)
private let now = Timestamp(secondsSince1970: 2_000)

private func old(_ type: String, _ category: Condition.Category = .advisory, durable: Bool? = nil) -> Condition {
    Condition(type, category, durable: durable, lastTransitionTime: before)
}

@Suite("Conditions while an object is reconciled")
struct ConditionTests {
    @Test("what isn't set again goes at the end, unless it is durable")
    func staging() {
        var staging = ConditionStaging([old("Stays"), old("Goes"), old("Lasts", durable: true)], now: now)
        staging.set(Condition("Stays", .advisory))
        staging.set(Condition("New", .warning))
        #expect(staging.end().map(\.type) == ["Stays", "Lasts", "New"])
    }

    @Test("the time changes only when something else does")
    func times() {
        var staging = ConditionStaging([old("Same"), old("Changed")], now: now)
        staging.set(Condition("Same", .advisory))
        staging.set(Condition("Changed", .advisory, message: "News."))
        #expect(staging.end().map(\.lastTransitionTime) == [before, now])
    }

    @Test("conditions of before count for nothing until they are set again")
    func staged() {
        var staging = ConditionStaging([old("Bad", .critical)], now: now)
        #expect(!staging.staged.hasBlocker)
        staging.keep("Bad")
        #expect(staging.staged.hasBlocker)
        staging.remove("Bad")
        #expect(staging.end().isEmpty)
    }

    @Test(
        "critical conditions and errors that hold block",
        arguments: [
            (Condition.Category.critical, "True", true), (.error, "True", true), (.critical, "False", false),
            (.warning, "True", false), (.required, "True", false), (.advisory, "True", false),
        ])
    func blockers(category: Condition.Category, status: String, blocks: Bool) {
        #expect([Condition("X", category, status: status)].hasBlocker == blocks)
    }

    @Test("ready is set when nothing blocks, and goes when something does")
    func ready() {
        var staging = ConditionStaging([old("Ready", .required)], now: now)
        staging.setReady(true, message: "All is well.")
        #expect(staging.end().isReady)
        staging.setReady(false, message: "")
        #expect(!staging.end().isReady)
    }

    @Test("all of several conditions hold, or any")
    func queries() {
        let conditions = [old("A"), Condition("B", .required, status: "False")]
        #expect(conditions.has("A"))
        #expect(!conditions.has("A", "B"))
        #expect(conditions.hasAny("A", "B"))
        #expect(!conditions.has(category: .required))
    }
}
