internal import BlockIO
internal import Threads

/// Makes written bytes durable and journals them, on a thread of its own while others go on copying.
///
/// At any time at most a window of bytes is written and not journalled: that is what a crash costs.
final class DurabilityKeeper: Sendable {
    private let target: any BlockTarget
    private let windowBytes: Int
    private let stop: StopSignal
    private let state: Monitor<State>

    private struct State {
        var tree: DigestTree
        /// Written and not known to be durable.
        var pending: [LeafRun] = []
        var pendingBytes = 0
        /// Promised to writers, or pending, or being flushed.
        var outstandingBytes = 0
        var hasWaiters = false
        var isClosed = false
    }

    init(target: any BlockTarget, tree: DigestTree, windowBytes: Int, stop: StopSignal) {
        self.target = target
        self.windowBytes = windowBytes
        self.stop = stop
        state = Monitor(State(tree: tree))
    }

    /// What is known of the disk so far.
    var tree: DigestTree { state.look { $0.tree } }

    /// Waits until so many bytes may be written.
    func reserve(_ bytes: Int) throws {
        guard bytes > 0 else { return }
        while true {
            try stop.check()
            let granted = state.wait(milliseconds: 100) { state -> Bool? in
                guard state.outstandingBytes == 0 || state.outstandingBytes + bytes <= self.windowBytes else {
                    state.hasWaiters = true
                    return nil
                }
                state.outstandingBytes += bytes
                return true
            }
            if granted != nil { return }
        }
    }

    /// Takes note of leaves that were written, and of the bytes that were reserved for them.
    func finished(_ runs: [LeafRun], bytes: Int) {
        state.change { state in
            for run in runs { state.tree.set(run) }
            state.pending += runs
            state.pendingBytes += bytes
        }
    }

    /// Takes what is still unknown for zeros, of a format that stores only the rest, and returns its bytes.
    func takeRestForZeros() -> Int64 {
        state.change { state in
            let knownBytes = state.tree.knownBytes
            var leaf = state.tree.nextLeaf(from: 0, known: false)
            while leaf < state.tree.geometry.leafCount {
                let run = LeafRun.zero(leaf..<state.tree.nextLeaf(from: leaf, known: true))
                state.tree.set(run)
                state.pending.append(run)
                leaf = state.tree.nextLeaf(from: run.leaves.upperBound, known: false)
            }
            return state.tree.geometry.sizeBytes - knownBytes
        }
    }

    /// Says that nothing more comes; `run` flushes the rest and returns.
    func close() { state.change { $0.isClosed = true } }

    /// Flushes and journals until it is closed; on a thread of its own, which owns the journal.
    ///
    /// Without a journal there is nothing to go on with after a crash.
    func run(_ journal: JournalFile?) throws {
        var idleRounds = 0
        while true {
            try stop.check()
            // Of a slow source, too, no more than a second's work is lost.
            guard let batch = nextBatch(evenSmall: idleRounds >= 10) else {
                idleRounds += 1
                continue
            }
            idleRounds = 0
            if !batch.runs.isEmpty {
                try target.sync()
                try journal?.append(LeafRun.joined(batch.runs).map { .run($0) })
                state.change { $0.outstandingBytes -= batch.bytes }
            }
            if batch.isLast { return }
        }
    }

    private typealias Batch = (runs: [LeafRun], bytes: Int, isLast: Bool)

    private func nextBatch(evenSmall: Bool) -> Batch? {
        state.wait(milliseconds: 100) { state in
            let isFull = state.pendingBytes >= self.windowBytes / 2 || (state.hasWaiters && state.pendingBytes > 0)
            let isSmall = evenSmall && !state.pending.isEmpty
            return state.isClosed || isFull || isSmall ? Self.take(&state) : nil
        }
    }

    private static func take(_ state: inout State) -> Batch {
        let batch = (state.pending, state.pendingBytes, state.isClosed)
        state.pending = []
        state.pendingBytes = 0
        state.hasWaiters = false
        return batch
    }
}

extension LeafRun {
    /// The runs in the order of the disk, neighbours of one kind joined.
    static func joined(_ runs: [LeafRun]) -> [LeafRun] {
        var result: [LeafRun] = []
        for run in runs.sorted(by: { $0.leaves.lowerBound < $1.leaves.lowerBound }) {
            guard let last = result.last, last.leaves.upperBound == run.leaves.lowerBound,
                let joined = last.joined(with: run)
            else {
                result.append(run)
                continue
            }
            result[result.count - 1] = joined
        }
        return result
    }

    private func joined(with next: LeafRun) -> LeafRun? {
        switch (self, next) {
        case (.zero(let mine), .zero(let more)): .zero(mine.lowerBound..<more.upperBound)
        case (.data(let first, let digests), .data(_, let more))
        where digests.count + more.count <= JournalRecord.maximumLeaves:
            .data(first: first, digests: digests + more)
        default: nil
        }
    }
}
