/// A size in the largest binary unit that keeps it at 1 or more: "1.5 GiB".
public func byteText(_ bytes: Int64) -> String {
    guard bytes >= 1024 else { return "\(bytes) B" }
    var amount = Double(bytes)
    var unit = ""
    for next in ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"] where amount >= 1023.95 {
        amount /= 1024
        unit = next
    }
    return "\(oneDecimal(amount)) \(unit)"
}

/// A number with one digit after the point, or none from 100 on.
public func oneDecimal(_ number: Double) -> String {
    guard number < 99.95 else { return String(Int(number.rounded())) }
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
}

/// A duration: "0.4 s", "12 s", "3:05", "1:02:03".
public func durationText(_ seconds: Double) -> String {
    guard seconds.isFinite, (0..<1e12).contains(seconds) else { return "?" }
    if seconds < 9.95 { return "\(oneDecimal(seconds)) s" }
    let whole = Int(seconds.rounded())
    return whole < 60 ? "\(whole) s" : clockText(seconds)
}

/// A duration as a clock shows it: "0:05", "3:05", "1:02:03".
public func clockText(_ seconds: Double) -> String {
    let whole = Int(max(0, seconds).rounded())
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    return hours > 0 ? "\(hours):\(twoDigits(minutes)):\(twoDigits(rest))" : "\(minutes):\(twoDigits(rest))"
}

/// Whole percents, rounded down: 100 % is shown only when all is done.
public func percentText(_ fraction: Double) -> String {
    let percents = String(Int(fraction * 100))
    return String(repeating: " ", count: max(0, 3 - percents.count)) + percents + " %"
}

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
