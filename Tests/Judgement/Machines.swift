import ByteStreams
import DiskFormats
import Hashing
import Inventory

/// A machine that no rule has anything to say about, changed as a test needs it.
func machine(_ name: String = "web01", _ change: (inout SourceMachine) -> Void = { _ in }) -> SourceMachine {
    var machine = SourceMachine(
        id: "vm-1", name: name, origin: .init(kind: .ova, exporter: .vmware, path: "/appliances/web01.ova"))
    machine.processor = .init(count: 4, coresPerSocket: 2, threadsPerCore: nil)
    machine.memoryBytes = 4 << 30
    machine.firmware = .bios
    machine.guest = .init(platformID: "debian12_64Guest", cimID: 96, text: "Debian 12")
    machine.controllers = [DiskController(id: "c0", bus: .virtio, model: "virtio", number: 0)]
    machine.disks = [disk()]
    machine.nics = [nic()]
    change(&machine)
    return machine
}

/// A streamOptimized disk of 10 GiB with a digest.
func disk(_ id: String = "vmdisk1", _ change: (inout SourceDisk) -> Void = { _ in }) -> SourceDisk {
    let part = ByteContent.Part(
        name: "\(id).vmdk", path: "/appliances/web01.ova", offsetBytes: 0, lengthBytes: 1 << 30,
        expectedDigest: FileDigest(algorithm: .sha256, hexadecimal: String(repeating: "0", count: 64)))
    var disk = SourceDisk(
        id: id, label: "Hard disk \(id)", capacityBytes: 10 << 30, controllerID: "c0", unit: 0,
        content: DiskContent(
            bytes: ByteContent(parts: [part]), format: .vmdk, isStreamable: true, virtualSizeBytes: 10 << 30))
    change(&disk)
    return disk
}

/// A virtio card on the network "lan".
func nic(_ id: String = "nic1", _ change: (inout SourceNIC) -> Void = { _ in }) -> SourceNIC {
    var nic = SourceNIC(
        id: id, label: "Network adapter \(id)", macAddress: "00:50:56:01:02:03", model: "virtio", network: "lan")
    change(&nic)
    return nic
}

/// SplitMix64: small, and the same on every machine for a seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
