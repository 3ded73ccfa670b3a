/// The table of texts by which booting guests are recognised; of two that match a line the earlier one counts.
enum ConsolePatterns {
    /// All of them.
    static let all = up + kernel + rootFileSystem + userSpace + bootLoader + efiFirmware + biosFirmware

    static let up = [
        ConsolePattern(id: "login-prompt", shape: .ends(["login:", "Login:", "login :"]), meaning: .up),
        // Windows' Special Administration Console on the serial port.
        ConsolePattern(id: "windows-sac", shape: .ends(["SAC>"]), meaning: .up),
    ]

    private static let useUUID = """
        Let the guest name its root file system by what does not change: root=UUID=… on the kernel's command line \
        (GRUB_CMDLINE_LINUX in /etc/default/grub, then update-grub) and UUID=… in /etc/fstab, in the source VM; \
        then migrate again.
        """
    private static let addDrivers = """
        Make sure that the guest's initramfs has the virtio drivers (virtio_blk, virtio_pci); \
        on the source VM rebuild it with all drivers, then migrate again.
        """

    static let rootFileSystem = [
        ConsolePattern(
            id: "initramfs-no-root", shape: .contains(["ALERT!", "does not exist"]), meaning: .down(confirmSeconds: 3),
            reason: "The guest looks for its root file system on DEVICE, which does not exist.", remedy: useUUID),
        ConsolePattern(
            id: "dracut-no-root", shape: .contains(["Warning: /dev/", "does not exist"]),
            meaning: .down(confirmSeconds: 10),
            reason: "The guest looks for its root file system on DEVICE, which does not exist.", remedy: useUUID),
        ConsolePattern(
            id: "initramfs-mount-failed", shape: .contains(["mount: mounting", "failed"]), meaning: .sign,
            reason: "The guest's initramfs could not mount DEVICE.", remedy: useUUID),
        ConsolePattern(
            id: "initramfs-shell-after-mount",
            shape: .prompt(["~ #", "/ #", "#", "$"], after: "initramfs-mount-failed"),
            meaning: .down(confirmSeconds: 2),
            reason: "The guest looks for its root file system on DEVICE, could not mount it, and fell back to a shell.",
            remedy: useUUID),
        ConsolePattern(
            id: "initramfs-shell", shape: .ends(["(initramfs)"]), meaning: .down(confirmSeconds: 3),
            reason: "The guest did not find its root file system and fell back to the shell of its initramfs.",
            remedy: "\(addDrivers) \(useUUID)"),
        ConsolePattern(
            id: "dracut-emergency", shape: .contains(["dracut:/#"]), meaning: .down(confirmSeconds: 3),
            reason: "The guest did not find its root file system and fell back to the shell of its initramfs.",
            remedy: "\(addDrivers) \(useUUID)"),
        ConsolePattern(
            id: "dracut-timeout", shape: .contains(["dracut-initqueue", "timeout"]),
            meaning: .down(confirmSeconds: 60),
            reason: "The guest's initramfs waits in vain for its root file system.",
            remedy: "\(addDrivers) \(useUUID)"),
    ]

    static let kernel = [
        ConsolePattern(
            id: "kernel-no-root-device", shape: .contains(["Cannot open root device"]),
            meaning: .down(confirmSeconds: 3),
            reason: "The kernel looks for its root file system on DEVICE, which does not exist.", remedy: useUUID),
        ConsolePattern(
            id: "kernel-no-root", shape: .contains(["VFS: Unable to mount root fs"]), meaning: .down(confirmSeconds: 2),
            reason: "The kernel could not mount its root file system.", remedy: "\(addDrivers) \(useUUID)"),
        ConsolePattern(
            id: "kernel-no-init", shape: .contains(["No working init found"]), meaning: .down(confirmSeconds: 2),
            reason: "The kernel found no init program on the root file system.",
            remedy: "Check that the right disk is the root disk (--root) and that its file system is whole."),
        ConsolePattern(
            id: "kernel-panic", shape: .contains(["Kernel panic - not syncing"]), meaning: .down(confirmSeconds: 2),
            reason: "The guest's kernel stopped with a panic.",
            remedy: "Read the last console lines; boot the source VM once with the same kernel to compare."),
    ]

    static let userSpace = [
        ConsolePattern(
            id: "emergency-mode", shape: .contains(["You are in emergency mode"]), meaning: .down(confirmSeconds: 2),
            reason: "The guest came up only to systemd's emergency mode, usually for a file system that is missing.",
            remedy: "Look for a device in the source's /etc/fstab that isn't named by UUID=, or mark it nofail."),
        ConsolePattern(
            id: "emergency-entering", shape: .contains(["Entering emergency mode"]), meaning: .down(confirmSeconds: 5),
            reason: "The guest's initramfs gave up and entered emergency mode.",
            remedy: "\(addDrivers) \(useUUID)"),
        ConsolePattern(
            id: "rescue-mode", shape: .contains(["You are in rescue mode"]), meaning: .down(confirmSeconds: 2),
            reason: "The guest came up only to systemd's rescue mode.",
            remedy: "Look for 'rescue' or 'single' on the kernel's command line of the source."),
        ConsolePattern(
            id: "maintenance", shape: .contains(["root password for maintenance"]), meaning: .down(confirmSeconds: 2),
            reason: "The guest stopped for maintenance, usually for a file system that is missing or damaged.",
            remedy: "Check the source's file systems and its /etc/fstab, then migrate again."),
        ConsolePattern(
            id: "maintenance-enter", shape: .contains(["Press Enter for maintenance"]),
            meaning: .down(confirmSeconds: 2),
            reason: "The guest stopped for maintenance, usually for a file system that is missing or damaged.",
            remedy: "Check the source's file systems and its /etc/fstab, then migrate again."),
        ConsolePattern(
            id: "fsck-needed", shape: .contains(["UNEXPECTED INCONSISTENCY; RUN fsck MANUALLY"]),
            meaning: .down(confirmSeconds: 10), reason: "A file system of the guest is damaged.",
            remedy: "Check the source's file systems (fsck); shut the source down cleanly before it is copied."),
    ]
}
