/// What boot loaders and firmwares say when they can't go on.
extension ConsolePatterns {
    private static let bootDisk = """
        Check that the boot disk is the first in the boot order, that the firmware (BIOS or EFI) is the one that \
        the guest was installed with, and that the disk was copied whole.
        """

    static let bootLoader = [
        ConsolePattern(
            id: "grub-rescue", shape: .ends(["grub rescue>"]), meaning: .down(confirmSeconds: 3),
            reason: "GRUB did not find its own files and stopped in rescue mode.",
            remedy: "Check that all disks of the source were migrated; reinstall GRUB on the source (grub-install)."),
        ConsolePattern(
            id: "grub-shell", shape: .ends(["grub>"]), meaning: .down(confirmSeconds: 10),
            reason: "GRUB found no menu and stopped at its command line.",
            remedy: "Recreate /boot/grub/grub.cfg on the source (update-grub or grub2-mkconfig), then migrate again."),
        ConsolePattern(
            id: "grub-no-device", shape: .contains(["error: no such device"]), meaning: .down(confirmSeconds: 20),
            reason: "GRUB looks for a file system that is on none of the disks.",
            remedy: "Check that all disks of the source were migrated, and which one grub.cfg searches for."),
        ConsolePattern(
            id: "grub-no-kernel", shape: .contains(["error: you need to load the kernel first"]),
            meaning: .down(confirmSeconds: 20), reason: "GRUB could not load the guest's kernel.",
            remedy: "Check that the kernel that grub.cfg names is in the source's /boot."),
        ConsolePattern(
            id: "secure-boot-signature", shape: .contains(["bad shim signature"]), meaning: .down(confirmSeconds: 10),
            reason: "Secure boot refused the guest's kernel: its signature is not trusted.",
            remedy: "Turn secure boot off in the manifest, or install a signed kernel on the source."),
        ConsolePattern(
            id: "bootmgr-missing", shape: .contains(["BOOTMGR is missing"]), meaning: .down(confirmSeconds: 2),
            reason: "Windows' boot manager is not on the boot disk.", remedy: bootDisk),
        ConsolePattern(
            id: "no-operating-system", shape: .contains(["issing operating system"]), meaning: .down(confirmSeconds: 2),
            reason: "The boot disk's master boot record found no operating system.", remedy: bootDisk),
        ConsolePattern(
            id: "operating-system-not-found", shape: .contains(["perating system not found"]),
            meaning: .down(confirmSeconds: 2),
            reason: "The boot disk's master boot record found no operating system.", remedy: bootDisk),
        ConsolePattern(
            id: "invalid-partition-table", shape: .contains(["Invalid partition table"]),
            meaning: .down(confirmSeconds: 2), reason: "The boot disk's partition table is damaged.",
            remedy: bootDisk),
    ]

    static let efiFirmware = [
        ConsolePattern(
            id: "efi-access-denied", shape: .contains(["BdsDxe: failed to load", "Access Denied"]),
            meaning: .down(confirmSeconds: 10),
            reason: "Secure boot refused the guest's boot loader: its signature is not trusted.",
            remedy: "Turn secure boot off in the manifest, or install a signed boot loader on the source."),
        ConsolePattern(
            id: "efi-no-boot-option", shape: .contains(["BdsDxe: No bootable option or device was found"]),
            meaning: .down(confirmSeconds: 2), reason: "The EFI firmware found nothing to boot.", remedy: bootDisk),
        ConsolePattern(
            id: "efi-shell", shape: .contains(["UEFI Interactive Shell"]), meaning: .down(confirmSeconds: 10),
            reason: "The EFI firmware found nothing to boot and started its shell.", remedy: bootDisk),
        ConsolePattern(
            id: "efi-shell-prompt", shape: .ends(["Shell>"]), meaning: .down(confirmSeconds: 10),
            reason: "The EFI firmware found nothing to boot and started its shell.", remedy: bootDisk),
        ConsolePattern(
            id: "efi-failed-to-load", shape: .contains(["BdsDxe: failed to load"]), meaning: .down(confirmSeconds: 30),
            reason: "The EFI firmware could not load the boot loader.", remedy: bootDisk),
        ConsolePattern(
            id: "efi-failed-to-start", shape: .contains(["BdsDxe: failed to start"]),
            meaning: .down(confirmSeconds: 30), reason: "The EFI firmware could not start the boot loader.",
            remedy: bootDisk),
    ]

    static let biosFirmware = [
        ConsolePattern(
            id: "bios-nothing-bootable", shape: .contains(["No bootable device"]), meaning: .down(confirmSeconds: 1),
            reason: "The BIOS found nothing to boot: no disk has a boot sector.", remedy: bootDisk)
    ]

    /// The names of the patterns that are settled once an operating system runs.
    static let namesBeforeSystem = Set((bootLoader + efiFirmware + biosFirmware).map(\.id))

    /// What a line of a boot loader or firmware begins with: it isn't the guest's operating system that speaks.
    static let loaderLines = [
        "SeaBIOS", "iPXE", "Booting from", "Machine UUID", "Press ESC", "Press any key", "BdsDxe:", "GRUB",
        "GNU GRUB", "Welcome to GRUB", "Loading Linux", "Loading initial ramdisk", "Booting `", "Booting '",
        "EFI stub:", "error:", "ISOLINUX", "SYSLINUX", "Decompressing Linux", "Probing EDD", "Minimal BASH-like",
    ]

    /// What a line of a system that is still on its way begins with.
    static let onTheWayLines = ["[", "Begin:", "Starting ", "Loading ", "done.", "Waiting "]

    /// Whether a line comes from the firmware or a boot loader.
    static func isLoaderLine(_ line: String) -> Bool {
        let text = line.drop { $0 == " " || $0 == "*" }
        return loaderLines.contains { text.hasPrefix($0) }
    }

    /// Whether a line says that something is still being done.
    static func isOnTheWay(_ line: String) -> Bool {
        isLoaderLine(line) || onTheWayLines.contains { line.hasPrefix($0) } || line.hasSuffix("...")
    }

    /// Whether a line of the serial console shows that the operating system uses it.
    static func isSystemLine(_ line: String) -> Bool {
        (line.hasPrefix("[") && line.contains("]")) || line.contains("Linux version") || line.hasPrefix("Begin:")
            || line.contains("systemd") || line.hasPrefix("INIT:")
    }
}
