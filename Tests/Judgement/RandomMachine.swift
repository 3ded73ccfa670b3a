import DiskFormats
import Inventory
import Mapping

extension SeededGenerator {
    mutating func maybe<T>(_ values: [T]) -> T? { Bool.random(using: &self) ? values.randomElement(using: &self) : nil }

    mutating func text() -> String {
        let parts = [
            "a", "Web", " ", "_", ".", "-", "é", "😀", "yes", "0x1", ":", "\n", "'", "\"", "#", "/", "..", "\u{0}",
            "\u{85}",
        ]
        return (0..<Int.random(in: 0...30, using: &self)).compactMap { _ in parts.randomElement(using: &self) }.joined()
    }
}

/// A machine whose every field is what a careless or hostile description may say.
func randomMachine(_ generator: inout SeededGenerator) -> SourceMachine {
    machine(generator.text()) { machine in
        let counts: [Int] = [0, -1, 1, 2, 3, 7, 64, .max, .min]
        machine.id = generator.text()
        machine.processor = .init(
            count: generator.maybe(counts), coresPerSocket: generator.maybe(counts),
            threadsPerCore: generator.maybe(counts))
        machine.memoryBytes = generator.maybe([0, -1, 1, 1 << 30, (1 << 30) + 1, .max, .min])
        machine.firmware = generator.maybe([.bios, .efi(secureBoot: true), .efi(secureBoot: false)])
        machine.hasTPM = Bool.random(using: &generator)
        machine.hardwareUUID = generator.maybe([generator.text(), "5d307ca9-b3ef-428c-8861-06e72d69f223"])
        machine.guest.platformID = generator.maybe([
            generator.text(), "windows2019srv_64Guest", "rhel9_64Guest", "sles",
        ])
        machine.clockOffset = generator.maybe([
            generator.text(), "utc", "localtime", "-1", "Asia/Tokyo", "99999999999999999999",
        ])
        machine.notes.annotation = generator.maybe([generator.text()])
        machine.otherDevices = [.init(kind: generator.text(), label: generator.text())]
        machine.disks = (0..<Int.random(in: 0...4, using: &generator)).map { index in
            disk("d\(index)") { disk in
                disk.serial = generator.maybe([generator.text()])
                disk.bootOrder = generator.maybe(counts)
                disk.isShared = Bool.random(using: &generator)
                disk.content?.virtualSizeBytes = [1, 1 << 30, .max].randomElement(using: &generator)
                disk.controllerID = generator.maybe(["c0", "c1"])
            }
        }
        machine.nics = (0..<Int.random(in: 0...4, using: &generator)).map { index in
            nic("n\(index)") { nic in
                nic.macAddress = generator.maybe([generator.text(), "00:50:56:00:00:01", "ff:ff:ff:ff:ff:ff"])
                nic.model = generator.maybe([generator.text(), "E1000"])
                nic.network = generator.maybe(["lan", "dmz", generator.text()])
                nic.startsConnected = Bool.random(using: &generator)
            }
        }
    }
}

/// Options as a user may give them.
func randomOptions(_ generator: inout SeededGenerator) -> MappingOptions {
    var options = MappingOptions()
    options.targetName = generator.maybe([generator.text()])
    options.deviceProfile = generator.maybe([.compatibility]) ?? .virtio
    options.diskBus = generator.maybe(MappingOptions.DiskBus.allCases)
    options.networks = ["lan": generator.maybe([.multus("ns/vlan")]) ?? .pod, "dmz": .multus("dmz")]
    options.keepsMACAddresses = Bool.random(using: &generator)
    options.rootDiskID = generator.maybe(["d0", "d1", "none"])
    return options
}
