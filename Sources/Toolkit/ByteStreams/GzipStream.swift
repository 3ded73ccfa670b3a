internal import CZlib

/// Unpacks gzip (RFC 1952), also of several members one after another, within limits.
///
/// After the last member only zero bytes may follow, as tape blocks have them.
final class GzipStream: ByteStream {
    private let name: String
    private let source: any ByteStream
    private let limits: Limits
    private let input: UnsafeMutableRawBufferPointer
    private let zlib: UnsafeMutablePointer<z_stream>
    private var phase = Phase.betweenMembers(isFirst: true)
    private var producedBytes: Int64 = 0

    /// What the content may unpack to.
    struct Limits {
        var maximumBytes: Int64
        var storedBytes: Int64
    }

    /// Unpacked bytes per stored byte that are believed, past the first 64 MiB.
    static let maximumRatio: Int64 = 250
    private static let ratioGraceBytes: Int64 = 64 << 20

    private enum Phase {
        case betweenMembers(isFirst: Bool)
        case inMember
        case ended
    }

    init(_ source: any ByteStream, name: String, limits: Limits) throws(StreamError) {
        self.name = name
        self.source = source
        self.limits = limits
        input = .allocate(byteCount: 1 << 20, alignment: 16)
        zlib = .allocate(capacity: 1)
        zlib.initialize(to: z_stream())
        // 16 + 15: a gzip header, and the largest window.
        guard inflateInit2_(zlib, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw .damagedCompression(name: name, reason: "zlib can't be started")
        }
    }

    deinit {
        inflateEnd(zlib)
        zlib.deallocate()
        input.deallocate()
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard let base = buffer.baseAddress else { return 0 }
        var filled = 0
        while filled < buffer.count {
            guard try advanceToData() else { break }
            let piece = min(buffer.count - filled, 1 << 20)
            let output = base.advanced(by: filled).assumingMemoryBound(to: UInt8.self)
            filled += try inflatePiece(output, piece)
            try checkLimits()
        }
        return filled
    }

    /// Makes sure that there is input inside a member; false at the end of everything.
    private func advanceToData() throws -> Bool {
        while true {
            switch phase {
            case .ended: return false
            case .inMember:
                guard try zlib.pointee.avail_in > 0 || refill() else {
                    throw StreamError.damagedCompression(name: name, reason: "It ends in the middle")
                }
                return true
            case .betweenMembers(let isFirst):
                phase = try enterMember(isFirst: isFirst)
            }
        }
    }

    private func enterMember(isFirst: Bool) throws -> Phase {
        guard try zlib.pointee.avail_in > 0 || refill() else {
            guard !isFirst else { throw StreamError.damagedCompression(name: name, reason: "It is empty") }
            return .ended
        }
        if !isFirst, zlib.pointee.next_in.pointee == 0 {
            try drainPadding()
            return .ended
        }
        inflateReset(zlib)
        return .inMember
    }

    private func drainPadding() throws {
        repeat {
            let rest = UnsafeBufferPointer(start: zlib.pointee.next_in, count: Int(zlib.pointee.avail_in))
            guard rest.allSatisfy({ $0 == 0 }) else {
                throw StreamError.damagedCompression(name: name, reason: "Something else follows the compressed bytes")
            }
            zlib.pointee.avail_in = 0
        } while try refill()
    }

    private func refill() throws -> Bool {
        let count = try source.read(into: input)
        zlib.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        zlib.pointee.avail_in = UInt32(count)
        return count > 0
    }

    private func inflatePiece(_ output: UnsafeMutablePointer<UInt8>, _ count: Int) throws(StreamError) -> Int {
        zlib.pointee.next_out = output
        zlib.pointee.avail_out = UInt32(count)
        let result = inflate(zlib, Z_NO_FLUSH)
        let produced = count - Int(zlib.pointee.avail_out)
        producedBytes += Int64(produced)
        switch result {
        case Z_STREAM_END: phase = .betweenMembers(isFirst: false)
        case Z_OK, Z_BUF_ERROR: break
        default:
            let reason = zlib.pointee.msg.map { String(cString: $0) } ?? "zlib said \(result)"
            throw .damagedCompression(name: name, reason: "It is not sound gzip: \(reason)")
        }
        return produced
    }

    private func checkLimits() throws(StreamError) {
        guard producedBytes <= limits.maximumBytes else {
            throw .bomb(name: name, reason: "It may have \(limits.maximumBytes) bytes at most, and has more")
        }
        let believed = Self.ratioGraceBytes + min(limits.storedBytes, 1 << 50) * Self.maximumRatio
        guard producedBytes <= believed else {
            throw .bomb(
                name: name, reason: "It is compressed by more than \(Self.maximumRatio):1, which no real disk reaches")
        }
    }
}
