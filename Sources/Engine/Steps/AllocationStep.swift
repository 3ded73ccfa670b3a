internal import ByteStreams
internal import DiskFormats
internal import Files
internal import Inventory
internal import Planning

/// Makes sure that the target has room before anything is written to it.
///
/// The disks' files themselves are made by their copies, sparse: what is reserved here is only looked at.
struct AllocationStep: MigrationStep {
    let phases = [MigrationPhase.diskAllocation]

    func advance(_ run: inout MigrationRun) async throws {
        let start = run.begin(.diskAllocation, run.workspace.partial)
        let free = try run.workspace.freeBytes()
        let needed = Self.leastNeededBytes(run.machine)
        guard needed <= free else {
            throw EngineError.targetTooSmall(path: run.workspace.partial, neededBytes: needed, freeBytes: free)
        }
        run.complete(start, "about \(byteText(needed)) of \(byteText(free)) free")
    }

    /// What the disks take at least: their used space where a descriptor states it, else what is stored of them.
    ///
    /// A compressed image will take more than that; a raw one counts by the blocks that it really has.
    static func leastNeededBytes(_ machine: SourceMachine) -> Int64 {
        machine.disks.reduce(0) { sum, disk in
            guard let content = disk.content else { return sum }
            let stored = content.bytes.parts.reduce(Int64(0)) { sum, part in
                sum + min(part.lengthBytes, FileIdentity.allocatedBytes(of: part.path) ?? part.lengthBytes)
            }
            return sum + min(disk.virtualSizeBytes ?? stored, max(stored, disk.populatedBytes ?? 0))
        }
    }
}
