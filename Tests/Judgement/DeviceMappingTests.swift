import DiskFormats
import Inventory
import Mapping
import Resources
import Testing

private func spec(_ mapped: MappedMachine) -> VirtualMachine.InstanceSpec { mapped.virtualMachine.spec.template.spec }

@Suite("Mapping of devices")
struct DeviceMappingTests {
    private let three = machine {
        $0.disks = [disk("a") { $0.bootOrder = 3 }, disk("b"), disk("c") { $0.bootOrder = 1 }]
    }

    @Test("boots from the disk that the user, the guest or the source names, in this order, else from the first")
    func bootOrder() {
        let orders = { (options: MappingOptions, facts: GuestFacts?) in
            spec(MachineMapper.map(three, options: options, facts: facts)).domain.devices.disks?.map(\.bootOrder)
        }
        var chosen = MappingOptions()
        chosen.rootDiskID = "a"
        #expect(orders(MappingOptions(), nil) == [2, nil, 1])
        #expect(orders(MappingOptions(), GuestFacts(bootDiskIndex: 1)) == [3, 1, 2])
        #expect(orders(chosen, GuestFacts(bootDiskIndex: 1)) == [1, nil, 2])
        #expect(orders(MappingOptions(), GuestFacts(bootDiskIndex: 9)) == [2, nil, 1])
        let plain = machine { $0.disks = [disk("a"), disk("b")] }
        #expect(spec(MachineMapper.map(plain)).domain.devices.disks?.map(\.bootOrder) == [1, nil])
    }

    @Test("keeps the order of disks, gives each a claim and a file, and the preference to the boot disk")
    func claims() {
        let mapped = MachineMapper.map(three)
        #expect(mapped.claims.map(\.diskID) == ["a", "b", "c"])
        #expect(mapped.claims.map(\.claimName) == ["web01-disk0", "web01-disk1", "web01-disk2"])
        #expect(mapped.claims.map(\.fileName) == ["web01-disk0.raw", "web01-disk1.raw", "web01-disk2.raw"])
        #expect(mapped.claims.map(\.defaultPreference) == [nil, nil, "debian"])
        #expect(spec(mapped).volumes?.map(\.name) == spec(mapped).domain.devices.disks?.map(\.name))
    }

    @Test(
        "makes claims of long and dotted names that are labels of their own",
        arguments: [String(repeating: "n", count: 63), "a.b.c", String(repeating: "a.", count: 40)])
    func claimNames(name: String) {
        let mapped = MachineMapper.map(machine(name) { $0.disks = (0..<12).map { disk("d\($0)") } })
        #expect(Set(mapped.claims.map(\.claimName)).count == 12)
        #expect(mapped.claims.allSatisfy { KubernetesNames.isValid($0.claimName, as: .label) })
    }

    @Test("takes the size of the image, of the descriptor, or what the copy found")
    func sizes() {
        let unknown = disk { disk in
            disk.capacityBytes = nil
            disk.content?.virtualSizeBytes = nil
        }
        let empty = disk { disk in
            disk.content = nil
            disk.capacityBytes = 7
        }
        let source = machine { $0.disks = [unknown, empty] }
        #expect(MachineMapper.map(source).claims.map(\.sizeBytes) == [0, 7])
        var options = MappingOptions()
        options.diskSizes = ["vmdisk1": 99]
        #expect(MachineMapper.map(source, options: options).claims.map(\.sizeBytes).first == 99)
    }

    @Test(
        "keeps serial numbers of up to 20 plain characters",
        arguments: [
            ("abc-1", "abc-1", false), ("0123456789012345678901", "01234567890123456789", true), ("a b", "ab", true),
            ("é", nil, true), ("", nil, false),
        ]
            as [(String, String?, Bool)])
    func serial(original: String, serial: String?, isChanged: Bool) {
        let mapped = MachineMapper.map(machine { $0.disks = [disk { $0.serial = original }] })
        #expect(spec(mapped).domain.devices.disks?.first?.serial == serial)
        #expect(mapped.changes.contains { $0.rule == "disk.serial" } == isChanged)
    }

    @Test("gives virtio devices, or those that old systems know")
    func profiles() {
        let source = machine {
            $0.controllers = [DiskController(id: "c0", bus: .scsi, model: "lsilogic", number: 0)]
            $0.nics = [nic { $0.model = "VmxNet3" }]
        }
        let modern = MachineMapper.map(source)
        #expect(spec(modern).domain.devices.disks?.first?.disk?.bus == "virtio")
        #expect(spec(modern).domain.devices.interfaces?.first?.model == "virtio")
        #expect(modern.changes.map(\.rule).contains("disk.bus-profile"))
        #expect(modern.changes.map(\.rule).contains("nic.model-profile"))
        var options = MappingOptions()
        options.deviceProfile = .compatibility
        let old = spec(MachineMapper.map(source, options: options)).domain.devices
        #expect(old.disks?.first?.disk?.bus == "sata")
        #expect(old.interfaces?.first?.model == "e1000e")
        #expect(old.inputs?.first?.bus == "usb")
        options.diskBus = .scsi
        #expect(spec(MachineMapper.map(source, options: options)).domain.devices.disks?.first?.disk?.bus == "scsi")
    }

    @Test("carries shared and read-only disks as such")
    func flags() {
        let mapped = MachineMapper.map(
            machine { $0.disks = [disk { $0.isShared = true }, disk("b") { $0.isReadOnly = true }] })
        let disks = spec(mapped).domain.devices.disks
        #expect(disks?.map(\.shareable) == [true, nil])
        #expect(disks?.map { $0.disk?.readonly } == [nil, true])
    }

    @Test("joins networks as mapped: multus by bridge, pod by masquerade")
    func networks() {
        var options = MappingOptions()
        options.networks = ["lan": .multus("infra/vlan5"), "dmz": .pod]
        let source = machine {
            $0.nics = [
                nic("n0"),
                nic("n1") {
                    $0.network = "dmz"; $0.macAddress = nil
                },
            ]
        }
        let mapped = spec(MachineMapper.map(source, options: options))
        #expect(mapped.networks?.map { $0.multus?.networkName } == ["infra/vlan5", nil])
        #expect(mapped.domain.devices.interfaces?.map { $0.bridge != nil } == [true, false])
        #expect(mapped.domain.devices.interfaces?.map { $0.masquerade != nil } == [false, true])
        #expect(mapped.networks?.map(\.name) == mapped.domain.devices.interfaces?.map(\.name))
    }

    @Test("puts one card on the pod network, the first that is connected, and says which are left out")
    func onePod() {
        let source = machine {
            $0.nics = [nic("n0") { $0.network = nil }, nic("n1") { $0.macAddress = "00:50:56:01:02:04" }, nic("n2")]
        }
        let mapped = MachineMapper.map(source)
        #expect(spec(mapped).networks?.map(\.name) == ["net-1"])
        #expect(mapped.losses.filter { $0.rule == "nic.one-pod-network" }.count == 2)
        var options = MappingOptions()
        options.networks = ["lan": .multus("a")]
        let kept = spec(MachineMapper.map(source, options: options))
        #expect(kept.networks?.count == 3)
        #expect(kept.domain.devices.interfaces?.map(\.state) == [nil, nil, nil])
    }

    @Test("adds no card to a machine that has none")
    func noCards() {
        let devices = spec(MachineMapper.map(machine { $0.nics = [] })).domain.devices
        #expect(devices.interfaces == nil)
        #expect(devices.autoattachPodInterface == false)
        #expect(spec(MachineMapper.map(machine())).domain.devices.autoattachPodInterface == nil)
    }

    @Test(
        "keeps MAC addresses that a card can have",
        arguments: [
            ("00:50:56:AA:bb:cc", "00:50:56:aa:bb:cc"), ("00-50-56-aa-bb-cc", "00:50:56:aa:bb:cc"),
            ("01:50:56:aa:bb:cc", nil),
            ("00:00:00:00:00:00", nil), ("00:50:56:aa:bb", nil), ("generated", nil), ("00:50:56:aa:bb:+c", nil),
        ] as [(String, String?)])
    func addresses(original: String, address: String?) {
        let mapped = MachineMapper.map(machine { $0.nics = [nic { $0.macAddress = original }] })
        #expect(spec(mapped).domain.devices.interfaces?.first?.macAddress == address)
    }

    @Test("gives an address to one card only, and none when asked not to")
    func duplicateAddresses() {
        var options = MappingOptions()
        options.networks = ["lan": .multus("a")]
        let source = machine { $0.nics = [nic("n0"), nic("n1")] }
        let both = spec(MachineMapper.map(source, options: options)).domain.devices.interfaces
        #expect(both?.map(\.macAddress) == ["00:50:56:01:02:03", nil])
        options.keepsMACAddresses = false
        let none = spec(MachineMapper.map(source, options: options)).domain.devices.interfaces
        #expect(none?.map(\.macAddress) == [nil, nil])
    }

    @Test("leaves a card disconnected that starts so")
    func linkState() {
        let mapped = MachineMapper.map(machine { $0.nics = [nic { $0.startsConnected = false }] })
        #expect(spec(mapped).domain.devices.interfaces?.first?.state == "down")
    }

    @Test("joins a card without a network to the pod network with its link up")
    func noNetwork() {
        let mapped = MachineMapper.map(machine { $0.nics = [nic { $0.network = nil }] })
        let card = spec(mapped).domain.devices.interfaces?.first
        #expect(card?.masquerade != nil)
        #expect(card?.state == nil)
    }
}
