import Testing

/// Suites that run one after the other, beside the suite that converts guests.
///
/// The machine has two cores: with more at a time, the tests would measure each other.
struct OneAtATime: SuiteTrait, TestScoping {
    private static let turn = Turn()

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        await Self.turn.take()
        do {
            try await function()
            await Self.turn.pass()
        } catch {
            await Self.turn.pass()
            throw error
        }
    }

    /// What only one holds at a time; the others wait in line.
    private actor Turn {
        private var isTaken = false
        private var waiting: [CheckedContinuation<Void, Never>] = []

        func take() async {
            guard isTaken else {
                isTaken = true
                return
            }
            await withCheckedContinuation { waiting.append($0) }
        }

        func pass() {
            if waiting.isEmpty {
                isTaken = false
            } else {
                waiting.removeFirst().resume()
            }
        }
    }
}

extension Trait where Self == OneAtATime {
    /// The suite waits until no other of its kind runs.
    static var oneAtATime: Self { OneAtATime() }
}
