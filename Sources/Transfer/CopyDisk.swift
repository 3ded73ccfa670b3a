internal import Threads

/// Copies a disk, verifies it as asked, and says what was done.
///
/// Zeros and holes are never written, everything written is digested, and what is durable is journalled: the same
/// request again after a crash or an error goes on from there. Cancelling the task stops it within a second.
/// `progress` is called on another thread, ten times a second and at each change of stage.
/// - Throws: `TransferError`, `VMDKStreamError`, `StreamError`, `NBDError`, `CancellationError`.
public func copyDisk(
    _ request: DiskCopyRequest, progress: @escaping @Sendable (CopyProgress) -> Void
) async throws -> CopyResult {
    try await onOwnThread(named: "copy") { flag in
        try CopyRun(request: request, flag: flag, progress: progress).run()
    }
}

/// What all disks that are copied at one time may use together.
public struct TransferBudget: Sendable {
    /// How many disks are copied side by side.
    public var parallelDisks: Int
    /// The threads that hash and write.
    public var workers: Int
    /// The memory for bytes on their way.
    public var memoryBytes: Int
    /// How much may be written and not be durable.
    public var unjournalledBytes: Int

    /// Makes a budget; at most 64 MiB are copied again after a crash.
    public init(
        parallelDisks: Int = 2, workers: Int = 4, memoryBytes: Int = 128 << 20, unjournalledBytes: Int = 64 << 20
    ) {
        self.parallelDisks = parallelDisks
        self.workers = workers
        self.memoryBytes = memoryBytes
        self.unjournalledBytes = unjournalledBytes
    }

    /// The request with its share of the budget.
    func share(of request: DiskCopyRequest, disks: Int) -> DiskCopyRequest {
        let sharers = max(1, min(parallelDisks, disks))
        var request = request
        request.workers = max(1, workers / sharers)
        request.memoryBytes = max(4 << 20, memoryBytes / sharers)
        request.unjournalledBytes = max(request.chunkBytes, unjournalledBytes / sharers)
        return request
    }
}

/// Copies disks side by side within a budget; the first error stops all of them.
/// - Returns: the results in the order of the requests.
public func copyDisks(
    _ requests: [DiskCopyRequest], budget: TransferBudget = TransferBudget(),
    progress: @escaping @Sendable (_ disk: Int, CopyProgress) -> Void
) async throws -> [CopyResult] {
    try await withThrowingTaskGroup(of: (Int, CopyResult).self) { group in
        var results: [Int: CopyResult] = [:]
        for (index, request) in requests.enumerated() {
            if index >= budget.parallelDisks, let (done, result) = try await group.next() { results[done] = result }
            let share = budget.share(of: request, disks: requests.count)
            group.addTask {
                (index, try await copyDisk(share) { progress(index, $0) })
            }
        }
        for try await (done, result) in group { results[done] = result }
        return requests.indices.compactMap { results[$0] }
    }
}
