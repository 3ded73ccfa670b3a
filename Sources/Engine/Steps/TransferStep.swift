internal import Files
internal import Inventory
internal import Mapping
internal import Resources
public import Transfer

/// Copies the disks and, as each is done, reads it back: two phases that overlap where there are several disks.
struct TransferStep: MigrationStep {
    let phases: [MigrationPhase]

    init(request: MigrationRequest) {
        phases = request.verification == .none ? [.diskTransfer] : [.diskTransfer, .diskVerification]
    }

    /// The copy is done, and read back as far as that can still be done: a conversion has changed the disks since.
    func isFinished(_ run: MigrationRun) -> Bool {
        guard run.state.isFinished(.diskTransfer) else { return false }
        return phases.allSatisfy(run.state.isFinished) || Files.exists(ConversionStep.workFolder(of: run))
    }

    func advance(_ run: inout MigrationRun) async throws {
        let requests = try copyRequests(run)
        let tracker = TransferTracker(
            disks: zip(run.machine.disks, run.preview.claims).map { disk, claim in
                (claim.fileName, disk.virtualSizeBytes ?? claim.sizeBytes)
            }, verifies: phases.count > 1, tell: run.tell)
        var budget = TransferBudget()
        budget.parallelDisks = run.request.parallelDisks
        let results = try await copyDisks(requests, budget: budget) { tracker.update(disk: $0, $1) }
        run.state.findings.copies = results
        for finished in tracker.finish(results) { run.state.record(finished) }
    }

    private func copyRequests(_ run: MigrationRun) throws(EngineError) -> [DiskCopyRequest] {
        let limiter = run.request.rateLimitBytesPerSecond.map { RateLimiter(bytesPerSecond: $0) }
        var requests: [DiskCopyRequest] = []
        for (index, (disk, claim)) in zip(run.machine.disks, run.preview.claims).enumerated() {
            guard let size = disk.virtualSizeBytes, size > 0 else { throw .diskSizeUnknown(disk: disk.label) }
            requests.append(
                DiskCopyRequest(
                    content: disk.content, sizeBytes: size, target: run.diskPath(claim),
                    targetFormat: run.request.diskFormat == .raw ? .raw : .qcow2,
                    journal: "\(run.workspace.notes)/disk\(index).journal",
                    verification: run.request.verification.ofTransfer,
                    // The folder is ours, and a source that changed was refused before: what can't be gone on with
                    // is copied anew.
                    existing: .resumeOrRestart, rate: limiter))
        }
        return requests
    }
}

extension VerificationPolicy {
    /// The same in the transfer's terms.
    public var ofTransfer: DiskCopyRequest.Verification {
        switch self {
        case .none: .none
        case .sample: .sample
        case .full: .full
        }
    }
}
