internal import Inventory

extension ConcernCatalog {
    /// Rules on disks as the description states them.
    static let diskRules: [ConcernRule] = [
        .machine(
            "machine.no-disks", .critical, "No disks",
            what: "The machine has no disk.", why: "There is nothing to copy and nothing to start.",
            remedy: "Check that the right VM of the appliance was chosen (--vm), and that the export has its disks.",
            when: { machine, _ in machine.disks.isEmpty }),
        .disk(
            "ova.disk.capacity.invalid", .critical, "Invalid disk capacity",
            why: "A disk of no size can't be created.",
            remedy: "Correct the capacity in the descriptor, or export the machine again.",
            what: { disk, _ in
                guard let capacity = disk.capacityBytes, capacity <= 0 else { return nil }
                return "The disk has an invalid capacity of \(capacity) bytes."
            }),
        ConcernRule(
            "ova.disk.count.exceeds.limit", .warning, "Too many disks",
            why: "A VM of q35 with virtio disks has room for some 165 of them; beyond that it does not start.",
            remedy: "Join volumes inside the guest, or move some to another VM."
        ) { machine, _ in
            machine.disks.count > 165 ? [.init(what: "The machine has \(machine.disks.count) disks.")] : []
        },
        .disk(
            "disk.shared", .warning, "Shared disk",
            why: "Each machine that shares the disk gets a copy of its own, and the copies drift apart. "
                + "A copy made while another machine writes is not consistent.",
            remedy: "Stop all machines that use it, migrate it with one, and attach its claim to the others.",
            what: { disk, _ in disk.isShared ? "The disk is shared with other machines." : nil }),
        .disk(
            "disk.read-only", .information, "Read-only disk",
            why: "The disk stays read-only in the manifest; conversion can't change a guest on it.",
            remedy: "Make it writable in the manifest if it needs to be.",
            what: { disk, _ in disk.isReadOnly ? "The source gives the disk read-only." : nil }),
        .disk(
            "disk.large", .information, "Very large disk",
            why: "Copying and verifying takes long, and the storage class may have a lower limit.",
            remedy: "See the estimate; consider a target on fast storage, and check the limits of the class.",
            what: { disk, context in
                guard let size = disk.virtualSizeBytes, size >= context.largeDiskBytes else { return nil }
                return "The disk has \(size >> 30) GiB."
            }),
        ConcernRule(
            "disk.boot.ambiguous", .information, "Boot disk not certain",
            why: "When several disks hold a system, or the order is not stated, the wrong one may start.",
            remedy: "Choose with --root if the boot check shows another system than you expect."
        ) { machine, _ in
            let firsts = machine.disks.filter { $0.bootOrder == machine.disks.compactMap(\.bootOrder).min() }
            guard machine.disks.count > 1, firsts.count != 1 else { return [] }
            return [
                .init(what: "The machine has \(machine.disks.count) disks and no one of them is stated to boot first.")
            ]
        },
    ]
}
