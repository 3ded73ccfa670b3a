internal import Inventory

extension ConcernCatalog {
    /// Rules on the guest's system and its secrets.
    static let guestRules: [ConcernRule] = [
        .machine(
            "guest.os.unknown", .information, "Operating system not known",
            what: "The source does not name an operating system that is known.",
            why: "The manifest gets no preference, and conversion may refuse a system it does not know.",
            remedy: "Conversion looks into the disks; use --no-convert for a system that needs no conversion.",
            when: { _, context in context.system == nil }),
        .machine(
            "guest.os.not-convertible", .warning, "System can't be converted",
            what: "virt-v2v converts Linux and Windows; the guest is said to be neither.",
            why: "A BSD or Solaris starts only if it has drivers for the devices it gets.",
            remedy: "Use --no-convert; if it has no virtio drivers, set the bus of its disks to sata and the model "
                + "of its cards to e1000e in the manifest.",
            when: { _, context in
                let others: [GuestSystem.Family] = [.freeBSD, .netBSD, .openBSD, .solaris]
                return context.convertsGuest && context.system.map { others.contains($0.family) } ?? false
            }),
        .machine(
            "guest.windows.drivers", .warning, "Windows needs virtio drivers",
            what: "The guest is Windows and will not be converted.",
            why: "Windows has no virtio drivers of its own and stops with INACCESSIBLE_BOOT_DEVICE without them.",
            remedy: "Let the guest be converted, or install the drivers before.",
            when: { _, context in !context.convertsGuest && context.system?.isWindows == true }),
        .machine(
            "guest.windows.clock", .information, "Windows keeps local time",
            what: "The guest is Windows, and the source's clock is not set to a time zone.",
            why:
                "Windows takes the hardware clock for local time and will be off by the zone until it is synchronised.",
            remedy: "Set spec.template.spec.domain.clock.timezone in the manifest.",
            when: { machine, context in context.system?.isWindows == true && machine.clockOffset?.contains("/") != true
            }),
        .machine(
            "guest.secure-boot", .information, "Secure Boot enabled",
            what: "The machine starts with Secure Boot.",
            why:
                "Keys that were enrolled by hand, and drivers signed by them, are not carried: the standard keys apply.",
            remedy: "Check that the guest's boot loader is signed by Microsoft's keys, or turn Secure Boot off.",
            when: { machine, _ in machine.firmware == .efi(secureBoot: true) }),
        .machine(
            "guest.tpm", .warning, "TPM state is not carried",
            what: "The machine has a TPM.",
            why: "The VM gets a new one: what the old one sealed, such as BitLocker or LUKS keys, opens only by its "
                + "recovery key. Its state is kept in the cluster only where KubeVirt has a storage class for it.",
            remedy: "Suspend BitLocker, or have the recovery key at hand, before the last shut-down at the source.",
            when: { machine, _ in machine.hasTPM }),
        .machine(
            "guest.encryption", .warning, "Disks may be encrypted",
            what: "The description of the machine speaks of encryption.",
            why: "An encrypted disk is copied as it is, but the guest in it can't be converted without its key.",
            remedy: "Give LUKS keys with --luks-key-file; BitLocker must be suspended before.",
            when: { machine, _ in
                let words = [machine.notes.annotation, machine.notes.product, machine.guest.text]
                let text = words.compactMap { $0?.lowercased() }.joined(separator: " ")
                return ["encrypt", "bitlocker", "luks", "veracrypt"].contains { text.contains($0) }
            }),
    ]
}
