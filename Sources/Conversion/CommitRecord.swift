internal import Failures
internal import Files
internal import FoundationEssentials

/// The record that a conversion is complete in its overlays, and what is left to do.
///
/// `commit.intent` is written, and on disk, before the first byte goes to a copied disk. From then on the overlays are
/// the truth: `qemu-img commit -d` leaves them as they are, so it can be run again and again with the same outcome,
/// whatever an interrupted run has written. `commit.done` takes its place once the disks are complete and on disk.
struct CommitRecord: Codable, Equatable {
    var version = 1
    var overlays: [Overlay]
    var result: ConversionResult

    /// An overlay and the disk that it goes to.
    struct Overlay: Codable, Equatable {
        var path: String
        var disk: ConversionRequest.Disk
    }

    static func intentPath(in workFolder: String) -> String { "\(workFolder)/commit.intent" }
    static func donePath(in workFolder: String) -> String { "\(workFolder)/commit.done" }

    /// Writes the record and makes sure that it stays.
    func write(to path: String) throws {
        let bytes = try JSONEncoder().encode(self)
        try Files.writeDurably(Array(bytes), to: path, mode: 0o600)
    }

    /// Reads a record; nil when there is none.
    /// - Throws: `ConversionError.damagedRecord` for one that can't be what `write` wrote.
    static func read(from path: String) throws -> CommitRecord? {
        guard let bytes = try Files.readIfThere(path, maximumBytes: 64 << 20) else { return nil }
        do {
            let record = try JSONDecoder().decode(CommitRecord.self, from: Data(bytes))
            guard record.version == 1 else {
                throw ConversionError.damagedRecord(path: path, reason: "Its version is \(record.version).")
            }
            return record
        } catch let error as DecodingError {
            throw ConversionError.damagedRecord(path: path, reason: "It is not what was written: \(error).")
        }
    }
}
