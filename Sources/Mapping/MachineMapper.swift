public import Inventory
internal import Resources

/// Turns source machines into KubeVirt's terms.
///
/// It is pure: the same input gives the same manifest.
public enum MachineMapper {
    /// Maps a machine; what the source leaves open is filled by defaults that are recorded as such.
    public static func map(
        _ source: SourceMachine, options: MappingOptions = MappingOptions(), facts: GuestFacts? = nil
    ) -> MappedMachine {
        var record = MappingRecord()
        let system = SystemMapping(source: source, options: options, facts: facts)
        let identity = IdentityMapping(source: source, options: options, facts: facts, system: system)
        let metadata = identity.metadata(&record)
        let name = metadata.name ?? ""
        let disks = DiskMapping(source: source, options: options, facts: facts, system: system, machineName: name).map(
            &record)
        let nics = NICMapping(source: source, options: options).map(&record)
        let architecture = architecture(facts, &record)
        let instance = VirtualMachine.InstanceSpec(
            architecture: architecture,
            domain: domain(source, options, facts, disks: disks, nics: nics, architecture, &record),
            networks: nics.networks.isEmpty ? nil : nics.networks,
            volumes: disks.volumes.isEmpty ? nil : disks.volumes)
        record.field(
            "spec.runStrategy", options.runStrategy.rawValue, from: "option run strategy", rule: "run-strategy")
        recordDropped(source, &record)
        let machine = VirtualMachine(
            metadata: metadata,
            spec: VirtualMachine.Spec(
                runStrategy: options.runStrategy,
                template: VirtualMachine.Template(metadata: identity.templateMetadata(name: name), spec: instance)))
        return MappedMachine(
            virtualMachine: machine, claims: disks.claims, fields: record.fields, changes: record.changes)
    }

    private static func domain(
        _ source: SourceMachine, _ options: MappingOptions, _ facts: GuestFacts?, disks: DiskMapping.Result,
        nics: NICMapping.Result, _ architecture: String, _ record: inout MappingRecord
    ) -> Domain {
        let boot = FirmwareMapping(source: source, options: options, facts: facts)
        let firmware = boot.firmware(&record)
        let tabletBus = options.deviceProfile == .compatibility ? "usb" : "virtio"
        let machineType = architecture == "arm64" ? "virt" : "q35"
        record.field("spec.template.spec.domain.machine.type", machineType, from: nil, rule: "machine-type")
        let devices = Devices(
            disks: disks.disks.isEmpty ? nil : disks.disks,
            interfaces: nics.interfaces.isEmpty ? nil : nics.interfaces,
            inputs: [Devices.Input(name: "tablet", type: "tablet", bus: tabletBus)], rng: Present(),
            tpm: boot.tpm(&record),
            // Without this KubeVirt adds a card to a machine that has none.
            autoattachPodInterface: nics.interfaces.isEmpty ? false : nil)
        return Domain(
            machine: Domain.Machine(type: machineType), cpu: ProcessorMapping.cpu(of: source.processor, &record),
            memory: ProcessorMapping.memory(of: source, &record), firmware: firmware, clock: boot.clock(&record),
            features: boot.features(for: firmware, &record), devices: devices)
    }

    private static func architecture(_ facts: GuestFacts?, _ record: inout MappingRecord) -> String {
        let target = "spec.template.spec.architecture"
        let names = ["x86_64": "amd64", "amd64": "amd64", "aarch64": "arm64", "arm64": "arm64", "s390x": "s390x"]
        // A 32-bit x86 guest runs on amd64.
        guard let found = facts?.architecture, let name = names[found] else {
            record.field(target, "amd64", from: nil, rule: "default.architecture")
            return "amd64"
        }
        record.field(target, name, from: "guest facts: architecture", rule: "architecture")
        return name
    }

    private static func recordDropped(_ source: SourceMachine, _ record: inout MappingRecord) {
        for device in source.otherDevices {
            record.lost(
                device.label, "The device (\(device.kind)) has no counterpart and is left out.", rule: "device.dropped")
        }
        if source.hotplug.cpuAdd || source.hotplug.memoryAdd {
            record.lost(
                "hot-plug", "Adding processors or memory while it runs is not carried.", rule: "hotplug.dropped")
        }
    }
}
