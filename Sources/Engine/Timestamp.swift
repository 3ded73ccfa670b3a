internal import Glibc

/// A moment in UTC, written as RFC 3339 has it.
struct Timestamp: Sendable {
    /// Milliseconds since 1970.
    let milliseconds: Int64

    /// Now.
    static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Such as `2026-11-20T09:26:46.486Z`.
    var text: String {
        var seconds = time_t(milliseconds / 1000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func padded(_ number: Int32, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let date = [(parts.tm_year + 1900, 4), (parts.tm_mon + 1, 2), (parts.tm_mday, 2)].map(padded)
        let time = [(parts.tm_hour, 2), (parts.tm_min, 2), (parts.tm_sec, 2)].map(padded)
        return date.joined(separator: "-") + "T" + time.joined(separator: ":")
            + "." + padded(Int32(milliseconds % 1000), 3) + "Z"
    }
}
