internal import Synchronization

/// A flag that blocking work looks at between steps; the only bridge from task cancellation to own threads.
public final class CancellationFlag: Sendable {
    private let raised = Atomic<Bool>(false)

    /// Makes a flag that isn't raised.
    public init() {}

    /// Whether the work should stop at its next step.
    public var isRaised: Bool { raised.load(ordering: .acquiring) }

    /// Asks the work to stop.
    public func raise() { raised.store(true, ordering: .releasing) }

    /// Throws `CancellationError` when the flag is raised.
    public func check() throws {
        if isRaised { throw CancellationError() }
    }
}

/// Runs blocking work on its own thread; cancelling the task raises the flag that the work is given.
/// - Throws: what the work throws; `CancellationError` by the work's own check of the flag.
public func onOwnThread<Value: Sendable>(
    named name: String, cancellable work: @escaping @Sendable (CancellationFlag) throws -> Value
) async throws -> Value {
    let flag = CancellationFlag()
    return try await withTaskCancellationHandler {
        try await onOwnThread(named: name) { try work(flag) }
    } onCancel: {
        flag.raise()
    }
}
