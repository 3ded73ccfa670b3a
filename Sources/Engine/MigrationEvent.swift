public import Failures

/// The phases of a migration, by the names that plans, events and reports use.
public enum MigrationPhase: String, Sendable, Codable, CaseIterable {
    /// Reads the source and decides what to make of it.
    case initialize = "Initialize"
    /// Makes the empty disks of the target.
    case diskAllocation = "DiskAllocation"
    /// Copies the bytes.
    case diskTransfer = "DiskTransfer"
    /// Reads the target back and compares digests.
    case diskVerification = "DiskVerification"
    /// Makes the guest fit for virtio hardware.
    case imageConversion = "ImageConversion"
    /// Writes the virtual machine's manifest.
    case virtualMachineCreation = "VirtualMachineCreation"
    /// Starts the machine once, to see that it comes up.
    case bootCheck = "BootCheck"
    /// Writes the report and gives the result its name.
    case finish = "Finish"
}

/// How far the work on one disk has come.
public struct DiskProgress: Sendable, Codable, Equatable {
    /// The disk's name.
    public var disk: String
    /// The bytes there are to do in this phase.
    public var totalBytes: Int64
    /// The bytes done, moved or skipped.
    public var doneBytes: Int64
    /// The bytes that were really moved.
    public var movedBytes: Int64
    /// The bytes that needn't be moved: holes, zeros, and what an earlier run had done.
    public var skippedBytes: Int64
    /// The rate of late, where it is known.
    public var bytesPerSecond: Double?

    /// Describes progress.
    public init(
        disk: String, totalBytes: Int64, doneBytes: Int64, movedBytes: Int64 = 0, skippedBytes: Int64 = 0,
        bytesPerSecond: Double? = nil
    ) {
        self.disk = disk
        self.totalBytes = totalBytes
        self.doneBytes = doneBytes
        self.movedBytes = movedBytes
        self.skippedBytes = skippedBytes
        self.bytesPerSecond = bytesPerSecond
    }
}

/// How much a message matters.
public enum MessageLevel: String, Sendable, Codable {
    /// Worth knowing.
    case info
    /// Worth looking at.
    case warning
    /// Something went wrong; whether it ends the migration is told by its failure.
    case error
}

/// What happens during a migration, in the order in which it happens.
public enum MigrationEvent: Sendable {
    /// A machine's migration begins.
    case started(machine: String, source: String)
    /// A phase begins.
    case phaseStarted(MigrationPhase, detail: String)
    /// A phase is done.
    case phaseCompleted(MigrationPhase, seconds: Double, detail: String)
    /// A phase has come further; the fraction of the phase is from 0 to 1, where it is known.
    case progress(phase: MigrationPhase, disks: [DiskProgress], fraction: Double?)
    /// Something to tell.
    case message(level: MessageLevel, text: String)
    /// Something about the machine that people should know.
    case concern(id: String, category: String, text: String)
    /// The machine is migrated.
    case completed(machine: String, folder: String, report: String, bootCheck: String?)
    /// The migration ended without a result.
    case failed(Failure)
}
