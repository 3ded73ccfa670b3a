internal import Glibc
internal import ResourceStore
internal import Resources
internal import Values

/// What the server itself writes into objects.
enum ServerFields {
    /// The time as the API writes it: UTC, whole seconds.
    static func now() -> String {
        var seconds = time(nil)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : String(number) }
        return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
            + "T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
    }

    /// A random identity (RFC 9562, version 4).
    static func newUID() -> String {
        var bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        var text = ""
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text += "-" }
            text += String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
        return text
    }

    /// Five characters without vowels, so that they spell nothing (apiserver, names.SimpleNameGenerator).
    static func nameSuffix() -> String {
        let characters = Array("bcdfghjklmnpqrstvwxz2456789")
        return String((0..<5).map { _ in characters[Int.random(in: 0..<characters.count)] })
    }

    /// The fields of the old object that no writer changes.
    static func keep(_ old: ResourceObject, in new: inout ResourceObject) {
        for key in ["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation"] {
            new.metadata[key] = old.metadata[key]
        }
        new.metadata["name"] = old.metadata["name"]
        new.metadata["namespace"] = old.metadata["namespace"]
    }

    /// Whether what is wanted differs: anything but metadata and (where it is apart) status.
    static func isWantedChanged(_ old: ResourceObject, _ new: ResourceObject, _ type: ResourceType) -> Bool {
        func wanted(_ object: ResourceObject) -> JSONValue {
            var copy = object
            copy.setField("metadata", nil)
            if type.hasStatus { copy.setField("status", nil) }
            return copy.value
        }
        return !wanted(old).means(wanted(new))
    }
}
