/// Sizes as people read them.
enum ByteText {
    /// A size with one decimal in binary units, such as "1.5 GiB".
    static func describe(_ bytes: Int64) -> String {
        guard bytes >= 1024 else { return "\(bytes) bytes" }
        var amount = Double(bytes)
        for unit in ["KiB", "MiB", "GiB", "TiB"] {
            amount /= 1024
            if amount < 1023.95 { return "\((amount * 10).rounded() / 10) \(unit)" }
        }
        return "\((amount / 1024 * 10).rounded() / 10) PiB"
    }
}
