internal import Glibc

/// How long ago something was, in kubectl's words: `2m5s`, `3h20m`, `5d4h`.
enum Age {
    /// The words for a time span (duration.HumanDuration of k8s.io/apimachinery: two units while both matter).
    static func text(ofSeconds span: Double) -> String {
        guard span > -2 else { return "<invalid>" }
        let seconds = Int(min(max(span, 0), 1e12))
        let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400)
        if seconds < 120 { return "\(seconds)s" }
        if minutes < 10 { return two(minutes, "m", seconds % 60, "s") }
        if minutes < 180 { return "\(minutes)m" }
        if hours < 8 { return two(hours, "h", minutes % 60, "m") }
        if hours < 48 { return "\(hours)h" }
        if days < 8 { return two(days, "d", hours % 24, "h") }
        if days < 730 { return "\(days)d" }
        if days < 8 * 365 { return two(days / 365, "y", days % 365, "d") }
        return "\(days / 365)y"
    }

    /// The age of what a timestamp of the API names; `<unknown>` when it isn't one.
    static func text(since timestamp: String, now: Double) -> String {
        guard let seconds = secondsSince1970(timestamp) else { return "<unknown>" }
        return text(ofSeconds: now - seconds)
    }

    private static func two(_ large: Int, _ largeUnit: String, _ small: Int, _ smallUnit: String) -> String {
        small == 0 ? "\(large)\(largeUnit)" : "\(large)\(largeUnit)\(small)\(smallUnit)"
    }

    /// The moment that an RFC 3339 timestamp in UTC names: `2026-08-21T10:00:00Z`, fractions of seconds included.
    static func secondsSince1970(_ timestamp: String) -> Double? {
        let bytes = Array(timestamp.utf8)
        guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z") else { return nil }
        let text = String(timestamp.dropLast())
        let halves = text.split(separator: "T")
        guard halves.count == 2 else { return nil }
        let date = halves[0].split(separator: "-").compactMap { Int($0) }
        let time = halves[1].split(separator: ":").compactMap { Double($0) }
        guard date.count == 3, time.count == 3, (1...12).contains(date[1]), (1...31).contains(date[2]) else {
            return nil
        }
        return Double(days(date[0], date[1], date[2]) * 86_400) + time[0] * 3600 + time[1] * 60 + time[2]
    }

    /// Days from 1970-01-01 in the Gregorian calendar; years begin in March, so that leap days come last.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let monthFromMarch = (month + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    }
}

/// Seconds since 1970 by this host's clock.
func wallClockSeconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}
