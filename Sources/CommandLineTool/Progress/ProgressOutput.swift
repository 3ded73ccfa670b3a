internal import Engine
internal import Failures
internal import Glibc
internal import Synchronization
internal import Threads

/// Writes what a display shows: on each event, and ten times a second in between.
final class ProgressOutput: Sendable {
    private struct State {
        var display: any ProgressDisplay
        var hasFailed = false
        var isOpen = false
        var lost: (any Error)?
    }

    private let state: Mutex<State>
    private let write: @Sendable (String) throws -> Void
    private let columns: @Sendable () -> Int
    private let cursor: CursorGuard

    init(
        _ display: any ProgressDisplay, write: @escaping @Sendable (String) throws -> Void,
        columns: @escaping @Sendable () -> Int, cursor: CursorGuard
    ) {
        state = Mutex(State(display: display))
        self.write = write
        self.columns = columns
        self.cursor = cursor
    }

    /// The display that fits the options and the streams.
    static func forMigration(
        _ options: MigrateOptions, _ streams: StandardStreams, _ cursor: CursorGuard
    ) -> ProgressOutput {
        let title = options.request.sources.joined(separator: " ")
        // A dry run's document is what standard output is for.
        guard !options.isDryRun else { return onStandardError(title: title, streams, cursor) }
        // Events are a result, which must not be lost in silence; lines for people may be.
        guard options.output != .json else {
            return ProgressOutput(
                JSONDisplay(title: title), write: streams.writeOutput, columns: streams.columns, cursor: cursor)
        }
        return ProgressOutput(
            textDisplay(title, streams.output), write: { try? streams.writeOutput($0) }, columns: streams.columns,
            cursor: cursor)
    }

    /// A display on standard error, where standard output is for a result.
    static func onStandardError(
        title: String, _ streams: StandardStreams, _ cursor: CursorGuard
    ) -> ProgressOutput {
        ProgressOutput(
            textDisplay(title, streams.error), write: streams.writeError, columns: streams.columns, cursor: cursor)
    }

    private static func textDisplay(_ title: String, _ traits: TerminalTraits) -> any ProgressDisplay {
        traits.isInteractive ? TerminalDisplay(title: title, traits: traits) : LineDisplay(title: title)
    }

    /// Writes the first text and begins to follow the time.
    func begin() {
        show {
            $0.begin($1)
        } before: {
            $0.isOpen = true
        }
        // Without a thread the display follows the events only, which is no reason to stop.
        try? startThread(named: "progress") { [self] in
            while state.withLock(\.isOpen) {
                usleep(100_000)
                show { $0.tick($1) }
            }
        }
    }

    /// Shows an event.
    func receive(_ event: MigrationEvent) {
        show {
            $0.receive(event, $1)
        } before: { state in
            if case .failed = event { state.hasFailed = true }
        }
    }

    /// Runs the work; when it is cancelled, people see at once that they were heard.
    func tellingOfCancellation<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
        try await withTaskCancellationHandler(operation: work) {
            receive(.message(level: .warning, text: "Stopping; another Ctrl-C stops at once."))
        }
    }

    /// Shows the failure, unless it was shown already, and the last text; the cursor is visible again.
    func end(_ failure: Failure?) {
        if let failure, !state.withLock(\.hasFailed) { receive(.failed(failure)) }
        show {
            $0.end($1)
        } after: {
            $0.isOpen = false
        }
    }

    /// Says whether all got out; what is being migrated is not given up for it before.
    func checkNothingIsLost() throws {
        if let lost = state.withLock(\.lost) { throw lost }
    }

    /// Asks the display for text and writes it, both under the lock: pieces must not overtake one another.
    private func show(
        _ text: (inout any ProgressDisplay, Moment) -> String, before: (inout State) -> Void = { _ in },
        after: (inout State) -> Void = { _ in }
    ) {
        let moment = Moment(seconds: monotonicSeconds(), timeStamp: timeStamp(), columns: columns())
        state.withLock { state in
            before(&state)
            guard state.isOpen else { return }
            let piece = text(&state.display, moment)
            after(&state)
            guard !piece.isEmpty else { return }
            if piece.contains(CursorGuard.hide) { cursor.didHide() }
            do { try write(piece) } catch { state.lost = state.lost ?? error }
            if piece.hasSuffix(CursorGuard.show) { cursor.didShow() }
        }
    }
}
