internal import Engine

/// What is known of the phase that runs; nothing in it ever goes backwards.
struct PhaseState: Sendable, Equatable {
    var phase: MigrationPhase
    var detail: String
    var startedAt: Double
    var disks: [DiskState] = []
    var overall = AmountState()

    struct DiskState: Sendable, Equatable {
        var name: String
        var totalBytes: Int64
        var doneBytes: Int64
        var amount = AmountState()
    }

    /// A fraction that only grows, and its rate.
    struct AmountState: Sendable, Equatable {
        var fraction: Double?
        var rate = SmoothedRate()

        mutating func advance(to fraction: Double?, done: Double, at seconds: Double) {
            if let fraction, fraction.isFinite {
                self.fraction = max(self.fraction ?? 0, min(1, max(0, fraction)))
            }
            rate.add(done, at: seconds)
        }
    }

    init(_ phase: MigrationPhase, detail: String, at seconds: Double) {
        self.phase = phase
        self.detail = detail
        startedAt = seconds
    }

    var totalBytes: Int64 { disks.reduce(0) { $0 &+ $1.totalBytes } }
    var doneBytes: Int64 { disks.reduce(0) { $0 &+ $1.doneBytes } }

    /// How long the phase still takes.
    var secondsLeft: Double? {
        guard disks.isEmpty else { return overall.rate.secondsLeft(for: Double(totalBytes - doneBytes)) }
        return overall.fraction.flatMap { overall.rate.secondsLeft(for: 1 - $0) }
    }

    mutating func advance(_ news: [DiskProgress], fraction: Double?, at seconds: Double) {
        for progress in news { advance(progress, at: seconds) }
        if disks.isEmpty {
            overall.advance(to: fraction, done: fraction ?? 0, at: seconds)
        } else {
            let share = totalBytes > 0 ? Double(doneBytes) / Double(totalBytes) : nil
            overall.advance(to: fraction ?? share, done: Double(doneBytes), at: seconds)
        }
    }

    private mutating func advance(_ progress: DiskProgress, at seconds: Double) {
        let total = max(0, progress.totalBytes)
        let done = min(max(0, progress.doneBytes), total)
        let index = disks.firstIndex { $0.name == progress.disk }
        var disk = index.map { disks[$0] } ?? DiskState(name: progress.disk, totalBytes: total, doneBytes: 0)
        disk.totalBytes = max(total, disk.doneBytes)
        disk.doneBytes = max(done, disk.doneBytes)
        let share = disk.totalBytes > 0 ? Double(disk.doneBytes) / Double(disk.totalBytes) : nil
        disk.amount.advance(to: share, done: Double(disk.doneBytes), at: seconds)
        if let index { disks[index] = disk } else { disks.append(disk) }
    }
}

/// What is known of the whole migration.
struct ProgressState: Sendable, Equatable {
    var startedAt: Double
    var current: PhaseState?

    mutating func apply(_ event: MigrationEvent, at seconds: Double) {
        switch event {
        case .phaseStarted(let phase, let detail):
            current = PhaseState(phase, detail: detail, at: seconds)
        case .progress(let phase, let disks, let fraction):
            var state = current ?? PhaseState(phase, detail: "", at: seconds)
            // News of another phase than the one that runs come late and say nothing any more.
            guard state.phase == phase else { return }
            state.advance(disks, fraction: fraction, at: seconds)
            current = state
        case .phaseCompleted, .completed, .failed: current = nil
        case .started: (startedAt, current) = (seconds, nil)
        case .message, .concern: break
        }
    }
}
