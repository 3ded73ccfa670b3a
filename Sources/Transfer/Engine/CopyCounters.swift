internal import Synchronization

/// What the threads of a copy have done; they only ever add.
final class CopyCounters: Sendable {
    private let read = Atomic<Int64>(0)
    private let moved = Atomic<Int64>(0)
    private let skipped = Atomic<Int64>(0)
    private let work = Atomic<Int64>(0)

    /// Bytes came from the source.
    func addRead(_ bytes: Int) { read.add(Int64(bytes), ordering: .relaxed) }
    /// Bytes went to the target.
    func addMoved(_ bytes: Int) { moved.add(Int64(bytes), ordering: .relaxed) }
    /// Bytes needed no writing, being zeros.
    func addSkipped(_ bytes: Int64) { skipped.add(bytes, ordering: .relaxed) }
    /// A part of the total is done.
    func addWork(_ bytes: Int64) { work.add(bytes, ordering: .relaxed) }

    var readBytes: Int64 { read.load(ordering: .relaxed) }
    var movedBytes: Int64 { moved.load(ordering: .relaxed) }
    var skippedBytes: Int64 { skipped.load(ordering: .relaxed) }
    var workBytes: Int64 { work.load(ordering: .relaxed) }
}
