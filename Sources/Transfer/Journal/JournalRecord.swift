internal import Hashing

/// One entry of a journal.
enum JournalRecord: Equatable {
    /// The file that is being written, which was made by this copy.
    case target(TargetFile.Identity)
    /// Leaves that are durable on the target.
    case run(LeafRun)

    private static let targetType: UInt32 = 1
    private static let zeroType: UInt32 = 2
    private static let dataType: UInt32 = 3
    /// Type, and two numbers whose meaning depends on it.
    static let headBytes = 20
    /// Leaves in one record of data: 4 GiB, far more than are ever written between two flushes.
    static let maximumLeaves = 65536

    /// The record's bytes without its checksum.
    var encoded: [UInt8] {
        switch self {
        case .target(let file): Self.head(Self.targetType, file.inode, file.birthNanoseconds)
        case .run(.zero(let leaves)): Self.head(Self.zeroType, UInt64(leaves.lowerBound), UInt64(leaves.count))
        case .run(.data(let first, let digests)):
            digests.reduce(into: Self.head(Self.dataType, UInt64(first), UInt64(digests.count))) { bytes, digest in
                digest.withUnsafeBytes { bytes.append(contentsOf: $0) }
            }
        }
    }

    private static func head(_ type: UInt32, _ first: UInt64, _ second: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(littleEndian: type)
        bytes.append(littleEndian: first)
        bytes.append(littleEndian: second)
        return bytes
    }

    /// How many bytes follow the head; nil when it isn't the head of a record of a disk with so many leaves.
    static func bodyBytes(_ head: [UInt8], leafCount: Int) -> Int? {
        let type: UInt32 = head.number(at: 0)
        let first: UInt64 = head.number(at: 4)
        let count: UInt64 = head.number(at: 12)
        if type == targetType { return 0 }
        guard type == zeroType || type == dataType, first <= UInt64(leafCount), count <= UInt64(leafCount) - first
        else {
            return nil
        }
        guard type == dataType else { return 0 }
        return count <= UInt64(maximumLeaves) ? Int(count) * BlockDigest.lengthBytes : nil
    }

    /// Reads a record whose checksum was right.
    init(head: [UInt8], body: [UInt8]) {
        let first: UInt64 = head.number(at: 4)
        let second: UInt64 = head.number(at: 12)
        switch head.number(at: 0, as: UInt32.self) {
        case Self.targetType: self = .target(TargetFile.Identity(inode: first, birthNanoseconds: second))
        case Self.zeroType: self = .run(.zero(Int(first)..<Int(first + second)))
        default:
            let digests = body.withUnsafeBytes { bytes in
                stride(from: 0, to: bytes.count, by: BlockDigest.lengthBytes).map {
                    BlockDigest(bytes: UnsafeRawBufferPointer(rebasing: bytes[$0..<($0 + BlockDigest.lengthBytes)]))
                }
            }
            self = .run(.data(first: Int(first), digests: digests))
        }
    }
}
