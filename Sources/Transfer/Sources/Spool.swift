internal import BlockIO
internal import ByteStreams
internal import Glibc
internal import Threads

/// A temporary file with the unpacked bytes of an image that has to be read by random access.
struct Spool {
    let path: String

    /// Unpacks the content beside the target, where there is room for a disk.
    init(
        _ content: ByteContent, beside target: String, limit: Int64, _ counters: CopyCounters, _ flag: CancellationFlag
    ) throws {
        path = target + ".spool"
        unlink(path)
        do {
            try fill(content, limit, counters, flag)
        } catch {
            remove()
            throw error
        }
    }

    private func fill(
        _ content: ByteContent, _ limit: Int64, _ counters: CopyCounters, _ flag: CancellationFlag
    ) throws {
        let file = try OpenFile(path, flags: O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW)
        let stream = try content.open(maximumBytes: limit, cancellation: flag)
        let buffer = AlignedBuffer(count: 1 << 20)
        var offset: Int64 = 0
        while true {
            try flag.check()
            let count = try stream.read(into: buffer.bytes)
            if count == 0 { return }
            try file.write(UnsafeRawBufferPointer(rebasing: buffer.bytes[..<count]), at: offset)
            offset += Int64(count)
        }
    }

    /// Takes the file's name away.
    func remove() { unlink(path) }
}
