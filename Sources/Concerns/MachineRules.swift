internal import Inventory

extension ConcernCatalog {
    /// Rules on the machine as a whole and what its description leaves open.
    static let machineRules: [ConcernRule] = [
        .machine(
            "ova.source.unsupported", .warning, "Exporter not recognised",
            what: "The appliance was not written by VMware, VirtualBox, oVirt or Xen as far as can be told.",
            why: "Exporters differ in how they write units, controllers and references; this one's ways are not known.",
            remedy: "Compare the mapped hardware in the report with the source before you rely on the VM.",
            when: { machine, _ in
                [.ova, .ovf].contains(machine.origin.kind) && machine.origin.exporter == .unknown
            }),
        ConcernRule(
            "ova.name.invalid", .warning, "Invalid VM name",
            why: "Kubernetes takes names of at most 63 lower-case letters, digits, dashes and dots.",
            remedy: "Nothing needs to be done: a valid name is made of it. Choose another with --name."
        ) { machine, _ in
            isKubernetesName(machine.name)
                ? [] : [.init(what: "\"\(machine.name)\" can't be the name of a VirtualMachine.")]
        },
        .machine(
            "machine.cpu.unstated", .information, "Processors not stated",
            what: "The source does not say how many processors the machine has.",
            why: "A default is used, which may be too few for the guest.",
            remedy: "Set spec.template.spec.domain.cpu in the manifest to what the guest needs.",
            when: { machine, _ in (machine.processor.count ?? 0) <= 0 }),
        .machine(
            "machine.memory.unstated", .information, "Memory not stated",
            what: "The source does not say how much memory the machine has.",
            why: "A default is used, which may be too little for the guest.",
            remedy: "Set spec.template.spec.domain.memory.guest in the manifest to what the guest needs.",
            when: { machine, _ in (machine.memoryBytes ?? 0) <= 0 }),
        .machine(
            "machine.cpu.topology", .information, "Processor topology can't be kept",
            what: "The number of processors is no multiple of the cores in a socket.",
            why: "KubeVirt describes processors as sockets, cores and threads, whose product is their number.",
            remedy: "Nothing needs to be done: each processor becomes a socket of one core.",
            when: { machine, _ in
                guard let count = machine.processor.count, count > 0 else { return false }
                let cores = machine.processor.coresPerSocket ?? 1
                let threads = machine.processor.threadsPerCore ?? 1
                return cores <= 0 || threads <= 0 || count % cores != 0 || (count / cores) % threads != 0
            }),
        .machine(
            "machine.firmware.unstated", .information, "Firmware not stated",
            what: "The source does not say whether the machine starts with BIOS or UEFI.",
            why: "A guest that is installed for one does not start with the other.",
            remedy:
                "Conversion finds out from the disks; without conversion, give --firmware when the VM does not start.",
            when: { machine, _ in machine.firmware == nil }),
        .machine(
            "ova.cpu_memory.hotplug.enabled", .warning, "CPU or memory hot-plug enabled",
            what: "Processors or memory can be added to the machine while it runs.",
            why: "That setting is not carried; KubeVirt has its own, with other limits.",
            remedy: "Set maxSockets and maxGuest in the manifest if you need hot-plug in the cluster.",
            when: { machine, _ in machine.hotplug.cpuAdd || machine.hotplug.memoryAdd }),
        device(
            "ova.cpu_affinity.detected", .warning, "CPU affinity detected",
            kinds: affinityKinds,
            why: "Binding processors to those of one host means nothing on another.",
            remedy: "Use dedicatedCpuPlacement in the manifest if the guest needs processors of its own."),
    ]

    /// A rule on devices outside the neutral model, by their kinds.
    static func device(
        _ id: String, _ category: Concern.Category, _ label: String, kinds: Set<String>, why: String, remedy: String
    ) -> ConcernRule {
        ConcernRule(id, category, label, why: why, remedy: remedy) { machine, _ in
            machine.otherDevices.filter { kinds.contains($0.kind.lowercased()) }.map { device in
                .init(subject: device.label, what: "The machine has \"\(device.label)\" (\(device.kind)).")
            }
        }
    }

    /// RFC 1123, the whole of the text.
    private static func isKubernetesName(_ name: String) -> Bool {
        name.utf8.count <= 63
            && name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
                !part.isEmpty && part.first != "-" && part.last != "-"
                    && part.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
            }
    }
}
