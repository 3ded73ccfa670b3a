internal import Planning
internal import Synchronization
internal import Transfer

/// Turns what the disks' copies tell into the phases that users see.
///
/// Disks are copied and read back side by side: the transfer is over when the last disk is copied, and until then
/// a disk that is being read back already counts as done.
final class TransferTracker: Sendable {
    private let names: [String]
    private let verifies: Bool
    private let tell: @Sendable (MigrationEvent) -> Void
    private let state: Mutex<State>

    private struct State {
        var latest: [CopyProgress?]
        var sizes: [Int64]
        var transfer = PhaseStart(phase: .diskTransfer)
        var transferEnd: MigrationState.FinishedPhase?
        var verification: PhaseStart?
    }

    init(
        disks: [(name: String, sizeBytes: Int64)], verifies: Bool, tell: @escaping @Sendable (MigrationEvent) -> Void
    ) {
        names = disks.map(\.name)
        self.verifies = verifies
        self.tell = tell
        state = Mutex(State(latest: disks.map { _ in nil }, sizes: disks.map(\.sizeBytes)))
        let count = disks.count == 1 ? "1 disk" : "\(disks.count) disks"
        let total = byteText(disks.reduce(0) { $0 + $1.sizeBytes })
        tell(.phaseStarted(.diskTransfer, detail: "\(count), \(total)"))
    }

    /// Takes one disk's progress and tells the whole.
    func update(disk: Int, _ progress: CopyProgress) {
        let events = state.withLock { state -> [MigrationEvent] in
            state.latest[disk] = progress
            let isCopied = state.latest.allSatisfy { $0?.stage == .verifying }
            let turning = isCopied ? turn(&state, Self.summary(state.latest.compactMap { $0 })) : []
            return turning + [progressEvent(state)]
        }
        for event in events { tell(event) }
    }

    /// Goes from the transfer to the verification, once.
    private func turn(_ state: inout State, _ summary: String) -> [MigrationEvent] {
        guard verifies, state.verification == nil else { return [] }
        let end = state.transfer.finished(summary)
        state.transferEnd = end
        state.verification = PhaseStart(phase: .diskVerification)
        return [
            .phaseCompleted(.diskTransfer, seconds: end.seconds, detail: end.detail),
            .phaseStarted(.diskVerification, detail: "reading back what was written"),
        ]
    }

    /// Tells that all disks are done, and gives the phases as they went.
    func finish(_ results: [CopyResult]) -> [MigrationState.FinishedPhase] {
        let (phases, events) = state.withLock { state -> ([MigrationState.FinishedPhase], [MigrationEvent]) in
            let turning = turn(&state, Self.summary(results))
            guard let transfer = state.transferEnd, let verification = state.verification else {
                return ([state.transfer.finished(Self.summary(results))], [])
            }
            let readBack = results.reduce(0) { $0 + $1.verification.readBackBytes }
            return ([transfer, verification.finished("\(byteText(readBack)) read back, all equal")], turning)
        }
        for event in events { tell(event) }
        if let last = phases.last {
            tell(.phaseCompleted(last.phase, seconds: last.seconds, detail: last.detail))
        }
        return phases
    }

    private func progressEvent(_ state: State) -> MigrationEvent {
        let isVerifying = state.verification != nil
        var disks: [DiskProgress] = []
        for (index, progress) in state.latest.enumerated() {
            var total = progress?.workTotalBytes ?? state.sizes[index]
            var done = min(total, progress?.workDoneBytes ?? 0)
            if !isVerifying, progress?.stage == .verifying { (total, done) = (state.sizes[index], state.sizes[index]) }
            disks.append(
                DiskProgress(
                    disk: names[index], totalBytes: total, doneBytes: done, movedBytes: progress?.movedBytes ?? 0,
                    skippedBytes: (progress?.skippedBytes ?? 0) + (progress?.resumedBytes ?? 0)))
        }
        let total = disks.reduce(0) { $0 + $1.totalBytes }
        let done = disks.reduce(0) { $0 + $1.doneBytes }
        return .progress(
            phase: isVerifying ? .diskVerification : .diskTransfer, disks: disks,
            fraction: total > 0 ? Double(done) / Double(total) : nil)
    }

    private static func summary(_ progress: [CopyProgress]) -> String {
        summary(
            moved: progress.reduce(0) { $0 + $1.movedBytes }, skipped: progress.reduce(0) { $0 + $1.skippedBytes },
            resumed: progress.reduce(0) { $0 + $1.resumedBytes })
    }

    private static func summary(_ results: [CopyResult]) -> String {
        summary(
            moved: results.reduce(0) { $0 + $1.movedBytes }, skipped: results.reduce(0) { $0 + $1.skippedBytes },
            resumed: results.reduce(0) { $0 + $1.resumedBytes })
    }

    private static func summary(moved: Int64, skipped: Int64, resumed: Int64) -> String {
        let earlier = resumed > 0 ? ", \(byteText(resumed)) from an earlier run" : ""
        return "\(byteText(moved)) moved, \(byteText(skipped)) empty\(earlier)"
    }
}
