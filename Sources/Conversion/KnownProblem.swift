public import Failures

/// Something that conversions are known to fail of, and what a person can do about it.
public struct KnownProblem: Sendable, Equatable {
    /// The failure's stable name.
    public var id: String
    /// The kind of failure.
    public var category: FailureCategory
    /// Pieces of the message, in lower case; any of them identifies the problem.
    var patterns: [String]
    /// What happened.
    public var what: String
    /// Why.
    public var why: String
    /// What to do.
    public var remedy: String

    /// The problem that a message tells of: the first in the table that fits.
    static func recognised(in message: String) -> KnownProblem? {
        let text = message.lowercased()
        return all.first { problem in problem.patterns.contains { text.contains($0) } }
    }

    /// Identifies several operating systems, whose error lists them.
    static let severalSystemsID = "conversion.guest.several"
    /// Identifies that the appliance did not start, which is worth another try without KVM.
    static let applianceID = "conversion.appliance.failed"
    /// Identifies an encrypted disk whose key is missing, after which keys are offered under the disk's UUID.
    static let encryptedID = "conversion.guest.encrypted"
}

extension KnownProblem {
    /// All known problems, the more special first.
    ///
    /// The wording is virt-v2v 2.2's and libguestfs 1.48's.
    public static let all: [KnownProblem] = problemsOfHost + problemsOfDisks + problemsOfSystems

    private static let problemsOfHost: [KnownProblem] = [
        KnownProblem(
            id: "conversion.target.full", category: .target,
            patterns: [
                "insufficient free space in the conversion server", "nbd_pwrite: write: no space left on device",
            ],
            what: "The conversion ran out of disk space on this machine.",
            why: "What a conversion changes is kept beside the disks until it has succeeded.",
            remedy: "Free space for the target folder and /var/tmp, and run the command again. "
                + "The copied disks are unchanged."),
        KnownProblem(
            id: "conversion.appliance.kernel", category: .component,
            patterns: [
                "supermin: failed to find a suitable kernel", "supermin exited with error status",
                "cannot find any suitable libguestfs supermin", "supermin: open: /boot/vmlinuz",
            ],
            what: "libguestfs could not build its appliance.",
            why: "It needs a kernel with modules in /boot that this user can read.",
            remedy: "Install linux-image-amd64, make /boot/vmlinuz-* readable for this user, "
                + "and check with libguestfs-test-tool."),
        KnownProblem(
            id: applianceID, category: .component,
            patterns: [
                "guestfs_launch failed", "appliance closed the connection unexpectedly", "failed to set msr",
                "could not access kvm kernel module", "qemu exited with error status",
                "appliance process not running", "child process died unexpectedly",
            ],
            what: "The virtual machine that libguestfs works in did not run.",
            why: "QEMU or its kernel failed, with KVM and without.",
            remedy: "Run libguestfs-test-tool, whose last lines tell why, and look for memory that is short."),
    ]

    private static let problemsOfDisks: [KnownProblem] = [
        KnownProblem(
            id: encryptedID, category: .conversion,
            patterns: ["could not read key from user", "could not find key to open luks"],
            what: "A disk of the guest is encrypted, and no key opens it.",
            why: "virt-v2v found LUKS and has no passphrase that fits.",
            remedy: "Give the passphrase in a file with --luks-key-file FILE, "
                + "without a line end unless it belongs to it."),
        KnownProblem(
            id: "conversion.guest.bitlocker", category: .conversion, patterns: ["bitlocker"],
            what: "A disk of the guest is encrypted with BitLocker.",
            why: "The key lies in the source machine's TPM or is only known to its owner.",
            remedy: "Suspend BitLocker in the guest (manage-bde -off C:), shut it down and copy it again."),
        KnownProblem(
            id: "conversion.windows.dirty", category: .conversion,
            patterns: [
                "windows hibernation or fast restart", "unclean file system", "the disk contains an unclean",
                "filesystem was mounted read-only", "windows is hibernated",
            ],
            what: "A file system of the guest was not shut down cleanly.",
            why: "Windows hibernates or uses Fast Startup, or the guest was running when it was copied.",
            remedy: "Start the source, run 'powercfg /h off' and 'shutdown /s /t 0' in it, and copy it again."),
        KnownProblem(
            id: "conversion.guest.full", category: .conversion,
            patterns: [
                "not enough free space for conversion on filesystem", "insufficient free space",
                "no space left on device", "not enough free inodes",
            ],
            what: "A file system of the guest is too full.",
            why: "virt-v2v needs 100 MB on the root file system, 50 MB on /boot and 10 MB elsewhere.",
            remedy: "Free space in the source guest and copy it again."),
        KnownProblem(
            id: "conversion.guest.fstab", category: .conversion,
            patterns: ["mount_stub: /dev/", "mount_options_stub: /dev/"],
            what: "A file system that the guest's /etc/fstab names is not where it says.",
            why: "A disk of the machine is missing, or the disks are in another order than in the source.",
            remedy: "Give all of the machine's disks, in the order of the source, "
                + "or name file systems by UUID in the source's /etc/fstab."),
        KnownProblem(
            id: "conversion.guest.damaged", category: .conversion,
            patterns: [
                "structure needs cleaning", "bad superblock", "superblock could not be read", "bad magic number",
            ],
            what: "A file system of the guest is damaged.",
            why: "It can't be mounted.",
            remedy: "Check the file system in the source guest (fsck, chkdsk), shut it down and copy it again."),
    ]

    private static let problemsOfSystems: [KnownProblem] = [
        KnownProblem(
            id: "conversion.address.unsupported", category: .conversion,
            patterns: ["gantry: no network configuration system"],
            what: "The static address could not be set in the guest.",
            why: "None of netplan, NetworkManager, ifcfg files, wicked, systemd-networkd and ifupdown was found in it.",
            remedy: "Leave the static address out and set it in the guest, or by a first-boot script."),
        KnownProblem(
            id: severalSystemsID, category: .conversion, patterns: ["multi-boot operating systems are not supported"],
            what: "The disks hold several operating systems.", why: "virt-v2v converts one and was not told which.",
            remedy: "Choose one with --root."),
        KnownProblem(
            id: "conversion.root.missing", category: .conversion,
            patterns: ["roots found were"],
            what: "The chosen root device is not one of the guest's.",
            why: "No operating system was found there.",
            remedy: "Leave --root out, or take a device of the list."),
        KnownProblem(
            id: "conversion.guest.packages", category: .conversion,
            patterns: ["/var/lib/dpkg/status: no such file", "/var/lib/rpm: no such file"],
            what: "The guest's package database is missing.",
            why: "virt-v2v finds the guest's kernels by its package database, and can't convert a guest without one.",
            remedy: "Convert the guest by hand, or use --no-convert if it has its virtio drivers."),
        KnownProblem(
            id: "conversion.guest.unknown", category: .conversion,
            patterns: [
                "inspection could not detect the source guest", "no root device found",
                "unable to convert this guest type", "no operating system was found",
                "inspection of the package database failed",
            ],
            what: "The guest's operating system is not one that virt-v2v can convert.",
            why: "No system was found on the disks, or virt-v2v doesn't know how to convert it.",
            remedy: "Check that all of the machine's disks were given; "
                + "a guest that has its virtio drivers needs no conversion: use --no-convert."),
        KnownProblem(
            id: "conversion.windows.drivers", category: .component,
            patterns: [
                "there are no virtio drivers available for this version of windows", "cannot open virtio-win iso",
            ],
            what: "There are no virtio drivers for this Windows guest.",
            why: "The virtio-win drivers were not found on this machine.",
            remedy: "Put virtio-win.iso at /usr/share/virtio-win/virtio-win.iso or name it in VIRTIO_WIN."),
        KnownProblem(
            id: "conversion.windows.tools", category: .component,
            patterns: ["rhsrvany.exe", "pvvxsvc.exe"],
            what: "What runs scripts in a Windows guest at its first start is missing.",
            why: "virt-v2v needs rhsrvany.exe or pvvxsvc.exe in /usr/share/virt-tools.",
            remedy: "Put rhsrvany.exe there (Fedora's package mingw32-srvany has it)."),
        KnownProblem(
            id: "conversion.guest.kernel", category: .conversion,
            patterns: [
                "no installed kernel packages were found", "unable to find update-initramfs",
                "unable to rebuild initrd",
                "update-initramfs", "dracut", "mkinitrd", "no kernels found", "could not find bootloader mount point",
                "no bootloader was found", "no grub",
            ],
            what: "The guest's kernel, initial RAM disk or boot loader could not be prepared.",
            why: "virt-v2v must add virtio drivers to the guest's initial RAM disk with the guest's own programs.",
            remedy:
                "Install a packaged kernel, GRUB and initramfs-tools or dracut in the source guest and copy it again."),
    ]
}
