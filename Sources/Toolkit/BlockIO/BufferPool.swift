internal import Glibc
public import Threads

/// Memory that begins at a page: what `O_DIRECT` wants, and what the kernel copies fastest.
///
/// `@unchecked Sendable`: it is handed from thread to thread, and one at a time has it.
public final class AlignedBuffer: @unchecked Sendable {
    /// The memory.
    public let bytes: UnsafeMutableRawBufferPointer

    /// Allocates a buffer of whole pages; its contents are undefined.
    public init(count: Int) {
        let whole = (count + 4095) & ~4095
        bytes = .allocate(byteCount: whole, alignment: 4096)
    }

    deinit { bytes.deallocate() }
}

/// A bounded store of equal buffers: whoever wants one more than the budget waits for another to come back.
public final class BufferPool: Sendable {
    /// The size of each buffer.
    public let bufferBytes: Int
    private let state: Monitor<State>

    private struct State {
        var free: [AlignedBuffer] = []
        var made = 0
        var limit: Int
    }

    /// Makes a pool that allocates as it is used, and never more than the budget (but one buffer at least).
    public init(bufferBytes: Int, budgetBytes: Int) {
        self.bufferBytes = bufferBytes
        state = Monitor(State(limit: max(1, budgetBytes / bufferBytes)))
    }

    /// Takes a buffer, waiting for one; give it back when it is used up.
    /// - Throws: `CancellationError` when the flag is raised.
    public func take(_ cancellation: CancellationFlag) throws -> AlignedBuffer {
        while true {
            try cancellation.check()
            if let buffer = state.wait(milliseconds: 100, { self.next(&$0) }) { return buffer }
        }
    }

    /// Takes a buffer if there is one right now.
    public func takeNow() -> AlignedBuffer? {
        state.look { self.next(&$0) }
    }

    /// Gives a buffer back.
    public func give(_ buffer: AlignedBuffer) {
        state.change { $0.free.append(buffer) }
    }

    private func next(_ state: inout State) -> AlignedBuffer? {
        if let buffer = state.free.popLast() { return buffer }
        guard state.made < state.limit else { return nil }
        state.made += 1
        return AlignedBuffer(count: bufferBytes)
    }
}
