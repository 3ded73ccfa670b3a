internal import Synchronization
internal import Values

/// Answers that are waited for, by number; each comes, is refused, or runs out of time, exactly once.
final class Conversation: Sendable {
    private struct State {
        var nextNumber: Int64 = 1
        var waiting: [Int64: CheckedContinuation<JSONValue, any Error>] = [:]
        var ending: (any Error)?
    }

    private let state = Mutex(State())

    /// Sends a request by its number and waits for the answer.
    func ask(
        _ name: String, deadlineSeconds: Double, send: (Int64) throws -> Void
    ) async throws -> JSONValue {
        let number = state.withLock { state in
            defer { state.nextNumber += 1 }
            return state.nextNumber
        }
        let overdue = Task {
            try await Task.sleep(for: .seconds(deadlineSeconds))
            finish(number, .failure(QEMUError.commandOverdue(command: name, seconds: deadlineSeconds)))
        }
        defer { overdue.cancel() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let ending = state.withLock { state in
                    if state.ending == nil { state.waiting[number] = continuation }
                    return state.ending
                }
                if let ending { return continuation.resume(throwing: ending) }
                if Task.isCancelled { return finish(number, .failure(CancellationError())) }
                do { try send(number) } catch { finish(number, .failure(error)) }
            }
        } onCancel: {
            finish(number, .failure(CancellationError()))
        }
    }

    /// Hands an answer to who waits for it, if somebody still does.
    func finish(_ number: Int64, _ result: Result<JSONValue, any Error>) {
        let waiter = state.withLock { $0.waiting.removeValue(forKey: number) }
        waiter?.resume(with: result)
    }

    /// Refuses everything from now on.
    func end(_ error: any Error) {
        let waiters = state.withLock { state in
            state.ending = state.ending ?? error
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for waiter in waiters { waiter.resume(throwing: error) }
    }

    /// Whether it has ended.
    var hasEnded: Bool { state.withLock { $0.ending != nil } }
}
