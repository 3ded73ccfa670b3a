import Testing

@testable import Conversion

/// Console texts as guests, boot loaders and firmwares write them, and what is to be concluded.
@Suite("Console patterns")
struct BootCheckPatternTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        var pattern: String?
        var state: BootCheckResult.State
        var reason = ""
        var testDescription: String { name }
    }

    static let samples = [
        Sample(
            name: "getty", text: "\r\nDebian GNU/Linux 12 vm ttyS0\r\n\r\nvm login: ", pattern: "login-prompt",
            state: .passed),
        Sample(
            name: "coloured getty", text: "\u{1B}[1;32mvm\u{1B}[0m login: \u{1B}[K", pattern: "login-prompt",
            state: .passed),
        Sample(name: "last login", text: "Last login: Fri Nov 20 on ttyS0\r\n", state: .inconclusive),
        Sample(name: "Windows EMS", text: "Computer is booting\r\nSAC>", pattern: "windows-sac", state: .passed),
        Sample(
            name: "Debian's initramfs",
            text:
                "Gave up waiting for root file system device.\nALERT!  /dev/sda1 does not exist.  Dropping to a shell!\n(initramfs) ",
            pattern: "initramfs-no-root", state: .failed, reason: "/dev/vda1"),
        Sample(
            name: "initramfs shell", text: "BusyBox v1.35.0\n(initramfs) ", pattern: "initramfs-shell", state: .failed),
        Sample(
            name: "busybox's initramfs",
            text:
                "mount: mounting /dev/sda1 on /mnt failed: No such file or directory\nsh: can't access tty; job control turned off\n~ # ",
            pattern: "initramfs-shell-after-mount", state: .failed, reason: "on /dev/sda1"),
        Sample(name: "a shell that is wanted", text: "Welcome to the appliance\n/ # ", state: .inconclusive),
        Sample(
            name: "kernel without root device",
            text:
                "VFS: Cannot open root device \"hda1\" or unknown-block(0,0): error -6\nKernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)\n",
            pattern: "kernel-no-root-device", state: .failed, reason: "/dev/vda1"),
        Sample(
            name: "kernel without root",
            text: "[ 2.1] Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(8,1)\n",
            pattern: "kernel-no-root", state: .failed),
        Sample(
            name: "kernel without init", text: "Kernel panic - not syncing: No working init found.\n",
            pattern: "kernel-no-init",
            state: .failed),
        Sample(
            name: "panic", text: "[    9.0] Kernel panic - not syncing: Attempted to kill init! exitcode=0x0000000b\n",
            pattern: "kernel-panic", state: .failed),
        Sample(
            name: "emergency mode",
            text:
                "[ TIME ] Timed out waiting for device /dev/sdb1.\nYou are in emergency mode. After logging in, type \"journalctl -xb\"\nGive root password for maintenance\n(or press Control-D to continue): ",
            pattern: "emergency-mode", state: .failed),
        Sample(
            name: "dracut",
            text:
                "Warning: /dev/disk/by-uuid/abc does not exist\n\nGenerating \"/run/initramfs/rdsosreport.txt\"\nEntering emergency mode. Exit the shell to continue.\ndracut:/# ",
            pattern: "dracut-no-root", state: .failed, reason: "/dev/disk/by-uuid/abc"),
        Sample(
            name: "GRUB's rescue shell",
            text: "error: no such device: 1111-2222.\nEntering rescue mode...\ngrub rescue> ",
            pattern: "grub-rescue", state: .failed),
        Sample(
            name: "GRUB without a menu", text: "Minimal BASH-like line editing is supported.\ngrub> ",
            pattern: "grub-shell", state: .failed),
        Sample(
            name: "GRUB that got over it",
            text:
                "error: no such device: 1111-2222.\nPress any key to continue...\n[    0.000000] Linux version 6.1.0\n",
            state: .inconclusive),
        Sample(
            name: "OVMF without anything to boot", text: "BdsDxe: No bootable option or device was found.\n",
            pattern: "efi-no-boot-option",
            state: .failed),
        Sample(
            name: "OVMF's shell",
            text:
                "BdsDxe: failed to load Boot0001 \"UEFI Misc Device\" from PciRoot(0x0)/Pci(0x3,0x0): Not Found\nUEFI Interactive Shell v2.2\nShell> ",
            pattern: "efi-shell", state: .failed),
        Sample(
            name: "a refused boot loader",
            text:
                "BdsDxe: failed to load Boot0001 \"UEFI Misc Device\" from PciRoot(0x0)/Pci(0x3,0x0): Access Denied\n",
            pattern: "efi-access-denied", state: .failed, reason: "Secure boot"),
        Sample(
            name: "a kernel on its way", text: "[    0.000000] Linux version 6.1.0\n[    1.0] Run /init\n",
            state: .inconclusive),
    ]

    @Test("A console text means what it says", arguments: samples)
    func text(_ sample: Sample) {
        let policy = BootCheckPolicy(deadlineSeconds: 100)
        var watch = BootWatch(policy: policy, isEFI: false)
        var verdict = watch.look(at: .init(seconds: 1, consoleBytes: Array(sample.text.utf8)))
        verdict = verdict ?? watch.look(at: .init(seconds: 99)) ?? watch.verdictAtDeadline()
        #expect(verdict?.state == sample.state)
        #expect(verdict?.patternID == sample.pattern)
        #expect(verdict?.reason?.contains(sample.reason) ?? sample.reason.isEmpty)
        if sample.state == .failed { #expect(verdict?.remedy?.isEmpty == false) }
    }

    @Test("Every pattern has a name of its own, and every failure a reason and a remedy")
    func table() {
        let all = ConsolePatterns.all
        #expect(Set(all.map(\.id)).count == all.count)
        for pattern in all {
            if case .down = pattern.meaning {
                #expect(!pattern.reason.isEmpty && !pattern.remedy.isEmpty, "\(pattern.id)")
            }
        }
    }
}
