internal import Inventory

/// Picks what is known of the guest out of virt-v2v's debugging output, line by line.
///
/// `i_NAME = VALUE` comes from inspection, before any program of the guest runs: the first value counts, so that
/// nothing that the guest prints later can change it. `gcaps_NAME = VALUE` comes last of all, after the guest's own
/// programs ran: there the last value counts. (virt-v2v 2.2, lib/types.ml: string_of_inspect, string_of_guestcaps.)
struct GuestFactsParser {
    private(set) var facts = GuestFacts()
    /// The root file systems that inspection found, of all operating systems.
    private(set) var roots: [String] = []
    private(set) var version: String?
    /// The folder of libguestfs's sockets, which it can't be told to put elsewhere when it runs as root.
    private(set) var socketFolder: String?
    private var seen: Set<String> = []
    private var mountpoints: [String: String] = [:]

    mutating func consume(_ line: String) {
        if let (key, value) = Self.assignment(in: line) { return take(key, value) }
        if version == nil, let range = line.firstRange(of: ": virt-v2v ") {
            version = line[range.upperBound...].split(separator: " ").first.map(String.init)
        } else if let range = line.firstRange(of: "inspect_os = [") {
            roots = Self.strings(in: line[range.upperBound...])
        } else if let range = line.firstRange(of: "inspect_get_mountpoints = [") {
            takeMountpoints(Self.strings(in: line[range.upperBound...]))
        } else if socketFolder == nil, let range = line.firstRange(of: "socket,path=") {
            takeSocket(line[range.upperBound...])
        }
    }

    /// Splits `i_root = /dev/sda1`.
    ///
    /// The appliance's own output comes in pieces of any length between such lines, so the first line of a block may
    /// have the beginning of another before it; the rest of a block is written at once.
    private static func assignment(in line: String) -> (String, String)? {
        var text = line[...]
        for opening in ["i_root = ", "gcaps_block_bus = "] where !line.hasPrefix("libguestfs: trace") {
            if let range = line.firstRange(of: opening) { text = line[range.lowerBound...] }
        }
        guard text.hasPrefix("i_") || text.hasPrefix("gcaps_"), let equals = text.firstRange(of: " = ") else {
            return nil
        }
        let key = text[..<equals.lowerBound]
        guard key.utf8.allSatisfy({ $0 == 0x5f || (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) }) else {
            return nil
        }
        return (String(key), String(text[equals.upperBound...].prefix(512)))
    }

    private mutating func take(_ key: String, _ value: String) {
        if key.hasPrefix("i_"), !seen.insert(key).inserted { return }
        let text = value.isEmpty || value == "unknown" ? nil : value
        switch key {
        case "i_root": facts.rootDevice = text
        case "i_type": facts.osType = text
        case "i_distro": facts.distribution = text
        case "i_osinfo": facts.osinfoID = text
        case "i_arch": facts.architecture = text
        case "i_major_version": facts.majorVersion = Int(value)
        case "i_minor_version": facts.minorVersion = Int(value)
        case "i_product_name": facts.productName = text
        case "i_product_variant": facts.productVariant = text
        case "i_package_format": facts.packageFormat = text
        case "i_firmware": takeFirmware(value)
        case "gcaps_block_bus": facts.blockBus = text
        case "gcaps_net_bus": facts.netBus = text
        case "gcaps_machine": facts.machine = text
        case "gcaps_virtio_rng": facts.hasVirtioRNG = value == "true"
        case "gcaps_virtio_balloon": facts.hasVirtioBalloon = value == "true"
        default: break
        }
    }

    /// `BIOS`, or `UEFI [/dev/sda1, …]` with the EFI system partitions.
    private mutating func takeFirmware(_ value: String) {
        facts.firmware = value.hasPrefix("UEFI") ? .efi : value.hasPrefix("BIOS") ? .bios : nil
        let partitions = value.split { " [],".contains($0) }.dropFirst().map(String.init)
        let boot = facts.firmware == .efi ? partitions.first : nil
        settleBootDevice(boot ?? mountpoints["/boot"] ?? facts.rootDevice ?? mountpoints["/"])
    }

    private mutating func settleBootDevice(_ device: String?) {
        facts.bootDevice = device
        facts.bootDiskIndex = device.flatMap(diskIndex(ofDevice:))
    }

    /// `"/", "/dev/sda1", …`; inspection prints them before the block of `i_` lines.
    private mutating func takeMountpoints(_ words: [String]) {
        for pair in stride(from: 0, to: words.count - 1, by: 2) where mountpoints.count < 256 {
            mountpoints[words[pair]] = words[pair + 1]
        }
    }

    private mutating func takeSocket(_ text: Substring) {
        let path = text.prefix { $0 != "," && $0 != " " }
        guard let slash = path.lastIndex(of: "/"), path[slash...] == "/guestfsd.sock" else { return }
        socketFolder = String(path[..<slash])
    }

    /// The strings of `"a", "b"]`; libguestfs quotes device names and mount points plainly.
    private static func strings(in text: Substring) -> [String] {
        var pieces = text.split(separator: "\"", omittingEmptySubsequences: false)
        guard pieces.count > 1 else { return [] }
        pieces.removeLast()
        return stride(from: 1, to: pieces.count, by: 2).map { String(pieces[$0]) }
    }
}

/// The number of the disk that a device of the appliance is on: 1 for `/dev/sdb2`, 26 for `/dev/sdaa`.
///
/// libguestfs names disks by the order in which they were added, `sd` and letters (guestfs(3), "BLOCK DEVICE NAMING").
func diskIndex(ofDevice device: String) -> Int? {
    guard device.hasPrefix("/dev/sd") else { return nil }
    let rest = device.dropFirst("/dev/sd".count)
    let letters = rest.prefix { $0.isASCII && $0.isLowercase }
    guard !letters.isEmpty, letters.count <= 3, rest.dropFirst(letters.count).allSatisfy(\.isNumber) else { return nil }
    return letters.utf8.reduce(0) { $0 * 26 + Int($1) - 0x61 + 1 } - 1
}
