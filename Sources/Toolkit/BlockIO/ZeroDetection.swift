internal import Glibc

/// Whether all bytes are zero.
///
/// The first 16 bytes are looked at one by one; the rest is compared with itself shifted by 16, which `memcmp`
/// does with vector instructions, in debug builds too.
public func isZero(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let head = min(16, bytes.count)
    for index in 0..<head where bytes[index] != 0 { return false }
    guard bytes.count > 16, let base = bytes.baseAddress else { return true }
    return memcmp(base, base + 16, bytes.count - 16) == 0
}

/// Calls the body for each run of bytes that has to be written: zeros that fill aligned granules are left out.
/// - Parameter granularity: the size of a granule; the buffer is taken to begin at a multiple of it.
public func forEachNonzeroRun(
    in bytes: UnsafeRawBufferPointer, granularity: Int, _ body: (Range<Int>) throws -> Void
) rethrows {
    var runStart: Int?
    var position = 0
    while position < bytes.count {
        let end = min(position + granularity, bytes.count)
        let zero = isZero(UnsafeRawBufferPointer(rebasing: bytes[position..<end]))
        if zero, let start = runStart {
            try body(start..<position)
            runStart = nil
        } else if !zero, runStart == nil {
            runStart = position
        }
        position = end
    }
    if let start = runStart { try body(start..<bytes.count) }
}
