internal import Glibc

/// A time of RFC 3339 as seconds since 1970; nil when it is none.
func secondsSince1970(ofTimestamp text: String) -> Double? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes[4] == 45, bytes[7] == 45, bytes[10] | 32 == 116, bytes[13] == 58, bytes[16] == 58,
        let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
        let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]), let second = number(bytes[17..<19]),
        (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60
    else { return nil }
    var parts = tm()
    (parts.tm_year, parts.tm_mon, parts.tm_mday) = (year - 1900, month - 1, day)
    (parts.tm_hour, parts.tm_min, parts.tm_sec) = (hour, minute, second)
    var rest = bytes[19...]
    if rest.first == UInt8(ascii: ".") { rest = rest.dropFirst().drop { (48...57).contains($0) } }
    return offsetSeconds(rest).map { Double(timegm(&parts)) - $0 }
}

/// `Z`, `+01:00` or `-01:00`, in seconds.
private func offsetSeconds(_ text: ArraySlice<UInt8>) -> Double? {
    let bytes = Array(text)
    if bytes == [UInt8(ascii: "Z")] || bytes == [UInt8(ascii: "z")] { return 0 }
    guard bytes.count == 6, bytes[0] == 43 || bytes[0] == 45, bytes[3] == 58, let hours = number(bytes[1..<3]),
        let minutes = number(bytes[4..<6])
    else { return nil }
    return Double(hours * 3600 + minutes * 60) * (bytes[0] == 45 ? -1 : 1)
}

private func number(_ digits: ArraySlice<UInt8>) -> Int32? {
    guard digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int32($1 - 48) }
}
