internal import Synchronization

/// Keeps requests under a rate, with a burst; what is urgent goes first.
///
/// A controller that can't write its statuses looks dead, so they pass requests that only fill caches.
final class RequestRate: Sendable {
    /// How urgent a request is.
    enum Priority { case urgent, normal }

    private let perSecond: Double
    private let burst: Double
    private let state: Mutex<State>

    fileprivate struct State {
        var tokens: Double
        var refilled: ContinuousClock.Instant
        var nextTicket = 0
        var urgent: [Int] = []
        var normal: [Int] = []
    }

    init(perSecond: Double, burst: Int) {
        self.perSecond = max(0.1, perSecond)
        self.burst = Double(max(1, burst))
        state = Mutex(State(tokens: Double(max(1, burst)), refilled: .now))
    }

    /// Waits until a request may go.
    func acquire(_ priority: Priority) async throws {
        let ticket = state.withLock { state in
            state.nextTicket += 1
            switch priority {
            case .urgent: state.urgent.append(state.nextTicket)
            case .normal: state.normal.append(state.nextTicket)
            }
            return state.nextTicket
        }
        do {
            while let seconds = secondsUntilTurn(of: ticket) { try await Task.sleep(for: .seconds(seconds)) }
        } catch {
            state.withLock { $0.drop(ticket) }
            throw error
        }
    }

    /// Takes the turn (nil), or says when to ask again.
    private func secondsUntilTurn(of ticket: Int) -> Double? {
        state.withLock { state in
            let now = ContinuousClock.now
            state.tokens = min(burst, state.tokens + (now - state.refilled) / .seconds(1) * perSecond)
            state.refilled = now
            let line = state.urgent + state.normal
            let position = line.firstIndex(of: ticket) ?? 0
            guard position == 0, state.tokens >= 1 else {
                return max(0.001, (Double(position) + 1 - state.tokens) / perSecond)
            }
            state.tokens -= 1
            state.drop(ticket)
            return nil
        }
    }
}

extension RequestRate.State {
    fileprivate mutating func drop(_ ticket: Int) {
        urgent.removeAll { $0 == ticket }
        normal.removeAll { $0 == ticket }
    }
}
