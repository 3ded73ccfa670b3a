internal import Glibc
internal import Values

/// The specification of a Lease, as far as electing needs it.
struct LeaseFields {
    var holder: String
    var seconds: Int
    /// How often it changed hands: the epoch, which only grows.
    var transitions: Int64
    var acquired: String?

    init(holder: String, seconds: Int, transitions: Int64) {
        self.holder = holder
        self.seconds = seconds
        self.transitions = transitions
    }

    init(_ specification: JSONValue?) {
        holder = specification?["holderIdentity"]?.string ?? ""
        seconds = Int(specification?["leaseDurationSeconds"]?.integer ?? 0)
        transitions = specification?["leaseTransitions"]?.integer ?? 0
        acquired = specification?["acquireTime"]?.string
    }

    /// The specification with these fields and the others as they were; it is renewed now.
    func value(keeping specification: JSONValue?) -> JSONValue {
        var fields = specification?.object ?? OrderedFields()
        let now = microTime()
        fields["holderIdentity"] = .string(holder)
        fields["leaseDurationSeconds"] = .integer(Int64(max(1, seconds)))
        fields["acquireTime"] = .string(acquired ?? now)
        fields["renewTime"] = .string(now)
        fields["leaseTransitions"] = .integer(transitions)
        return .object(fields)
    }
}

/// The time as metav1.MicroTime writes it: `2006-01-02T15:04:05.000000Z`.
private func microTime() -> String {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    var parts = tm()
    gmtime_r(&now.tv_sec, &parts)
    let date = [Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)].map { padded($0, 2) }
    let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { padded(Int($0), 2) }
    return "\(date.joined(separator: "-"))T\(clock.joined(separator: ":")).\(padded(now.tv_nsec / 1000, 6))Z"
}

private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
