internal import BlockIO
internal import ByteStreams
internal import DiskFormats
internal import Failures
internal import Glibc

/// What tells whether a source is still what it was: its files by inode, time of birth, size and time of change.
///
/// The number of the device is no fact of a file: after a reboot, or mounted again, the same file system may have another.
struct SourceIdentity: Equatable {
    private var files: [(path: String, facts: String)] = []
    private var description: String

    static func == (left: Self, right: Self) -> Bool { left.text == right.text }

    /// Looks at the files of an image.
    init(_ content: DiskContent?) throws {
        guard let content else {
            description = "format: none\n"
            return
        }
        description = "format: \(content.format.rawValue)\ncompression: \(content.bytes.compression.rawValue)\n"
        var known: Set<String> = []
        for part in content.bytes.parts {
            let member = part.compressedArchiveMember.map { " member \($0)" } ?? ""
            description += "part: \(part.offsetBytes)+\(part.lengthBytes) of \(part.path)\(member)\n"
            guard known.insert(part.path).inserted else { continue }
            files.append((part.path, try Self.facts(part.path)))
        }
        for path in content.companions where known.insert(path).inserted {
            files.append((path, try Self.facts(path)))
        }
    }

    /// The identity as text for the journal.
    var text: String { description + files.map { "file: \($0.facts) \($0.path)\n" }.joined() }

    /// Looks again.
    /// - Throws: `TransferError.sourceChangedMeanwhile`.
    func checkUnchanged() throws {
        for file in files {
            let now: String
            do { now = try Self.facts(file.path) } catch let error as SystemError where error.code == ENOENT {
                throw TransferError.sourceChangedMeanwhile(path: file.path, what: "name")
            }
            guard now == file.facts else {
                throw TransferError.sourceChangedMeanwhile(path: file.path, what: "size, inode or time of change")
            }
        }
    }

    private static func facts(_ path: String) throws -> String {
        var status = stat()
        guard stat(path, &status) == 0 else { throw SystemError("stat", path) }
        let time = "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
        return "inode \(status.st_ino) born \(birthNanoseconds(of: path)) size \(status.st_size) modified \(time)"
    }
}
