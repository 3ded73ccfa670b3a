internal import BlockIO
internal import ByteStreams
internal import Threads

/// A byte stream that is taken in small exact pieces while it is read in large ones.
final class BufferedStream {
    private let stream: any ByteStream
    private let rate: RateLimiter?
    private let counters: CopyCounters
    private let flag: CancellationFlag
    private let buffer = AlignedBuffer(count: 1 << 20)
    private var filled = 0..<0
    /// How many bytes have been taken.
    private(set) var position: Int64 = 0

    init(_ stream: any ByteStream, rate: RateLimiter?, counters: CopyCounters, flag: CancellationFlag) {
        self.stream = stream
        self.rate = rate
        self.counters = counters
        self.flag = flag
    }

    /// Fills the buffer as far as the stream goes, and returns the count.
    func take(into target: UnsafeMutableRawBufferPointer) throws -> Int {
        var done = 0
        while done < target.count {
            if filled.isEmpty, try !refill() { break }
            let count = min(filled.count, target.count - done)
            let part = UnsafeRawBufferPointer(rebasing: buffer.bytes[filled.prefix(count)])
            UnsafeMutableRawBufferPointer(rebasing: target[done...]).copyMemory(from: part)
            filled = (filled.lowerBound + count)..<filled.upperBound
            done += count
        }
        position += Int64(done)
        return done
    }

    /// The next bytes; fewer at the end.
    func take(_ count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { bytes, initialized in
            initialized = try take(into: UnsafeMutableRawBufferPointer(bytes))
        }
    }

    /// Passes over bytes and returns how many there were.
    func skip(_ count: Int64) throws -> Int64 {
        var done: Int64 = 0
        while done < count {
            if filled.isEmpty, try !refill() { break }
            let step = min(Int64(filled.count), count - done)
            filled = (filled.lowerBound + Int(step))..<filled.upperBound
            done += step
        }
        position += done
        return done
    }

    /// Passes over the rest, and says whether all of it was zeros.
    func restIsZero() throws -> Bool {
        var allZero = true
        while try !filled.isEmpty || refill() {
            if !isZero(UnsafeRawBufferPointer(rebasing: buffer.bytes[filled])) { allZero = false }
            position += Int64(filled.count)
            filled = 0..<0
        }
        return allZero
    }

    private func refill() throws -> Bool {
        try flag.check()
        let count = try stream.read(into: buffer.bytes)
        filled = 0..<count
        counters.addRead(count)
        counters.addWork(Int64(count))
        if count > 0 { try rate?.take(count, flag) }
        return count > 0
    }
}
