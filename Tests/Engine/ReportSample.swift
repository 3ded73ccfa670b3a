import Mapping
import Planning

/// Reports as they could be, one for each way a migration can end.
enum ReportSample {
    static var completed: MigrationReport {
        var report = MigrationReport(
            tool: "gantry 0.1.0", machine: "debian12-web", result: .completed, startedAt: "2026-11-20T10:00:00.000Z",
            finishedAt: "2026-11-20T10:02:11.482Z", seconds: 131.5,
            source: .init(
                kind: "ova", path: "/srv/exports/Debian 12 (web).ova", machine: "Debian 12 (web)",
                exporter: "VMware"))
        report.facts = facts
        report.fields = fields
        report.changes = [
            "The name 'Debian 12 (web)' became 'debian12-web': Kubernetes takes lower-case letters, digits and dashes.",
            "The disks hang on virtio instead of LSI Logic SCSI; the guest was given the driver for it.",
        ]
        report.losses = ["The sound card 'HD Audio' has no counterpart."]
        report.concerns = concerns
        report.phases = phases
        report.disks = disks
        report.conversion = conversion
        report.bootCheck = .init(
            state: .passed, evidence: "a login prompt on the serial console", seconds: 36.2, accelerator: "tcg",
            consoleLines: [
                "[    0.000000] Linux version 6.1.0-26-amd64 (debian-kernel@lists.debian.org)",
                "[    3.211804] virtio_blk virtio2: [vda] 16777216 512-byte logical blocks (8.59 GB/8.00 GiB)",
                "[    5.004211] EXT4-fs (vda1): mounted filesystem with ordered data mode. Quota mode: none.",
                "[  OK  ] Started ssh.service - OpenBSD Secure Shell server.",
                "[  OK  ] Reached target multi-user.target - Multi-User System.", "",
                "Debian GNU/Linux 12 web ttyS0", "", "web login: ",
            ], screenshot: "screenshot.png")
        return report
    }

    static var failed: MigrationReport {
        var report = completed
        report.result = .failed
        report.bootCheck = .init(
            state: .failed, evidence: "the kernel's panic message", reason: "The kernel found no root device.",
            remedy: "The kernel command line has root=/dev/sda1; use the file system's UUID instead.", seconds: 21,
            accelerator: "kvm", consoleLines: ["VFS: Unable to mount root fs on unknown-block(0,0)", "Kernel panic"])
        report.failure = .init(
            id: "boot-check.failed", category: "bootCheck", exitCode: 8, what: "debian12-web does not boot.",
            why: "The kernel found no root device.", remedy: "Mend the guest's kernel command line and migrate again.")
        report.concerns.append(
            .init(
                id: "disk.shared", category: .critical, what: "Disk 2 is shared with another machine.",
                why: "Both would write to it.", remedy: "Migrate the machines together."))
        return report
    }

    private static var facts: [MigrationReport.Fact] {
        [
            .init(name: "Processors", before: "4 (2 sockets of 2 cores)", after: "4 (2 sockets of 2 cores)"),
            .init(name: "Memory", before: "4.0 GiB", after: "4.0 GiB"),
            .init(name: "Firmware", before: "BIOS", after: "BIOS"),
            .init(name: "Disk bus", before: "SCSI (lsilogic)", after: "virtio"),
            .init(name: "Network card", before: "vmxnet3 00:50:56:aa:bb:cc", after: "virtio 00:50:56:aa:bb:cc"),
            .init(name: "Operating system", before: "debian12_64Guest", after: "Debian GNU/Linux 12 (bookworm)"),
            .init(name: "TPM", before: nil, after: nil),
        ]
    }

    private static var fields: [MappedField] {
        let domain = "spec.template.spec.domain"
        return [
            .init(
                target: "metadata.name", value: "debian12-web", source: "VirtualSystem/@ovf:id",
                rule: "RFC 1123 label", note: "Blanks and brackets became dashes."),
            .init(
                target: "\(domain).memory.guest", value: "4Gi", source: "Item[4]/VirtualQuantity", rule: "Same amount"),
            .init(
                target: "\(domain).cpu.sockets", value: "2", source: "Item[3]/vmw:CoresPerSocket", rule: "Same topology"
            ),
            .init(
                target: "\(domain).clock.utc", value: "{}", source: nil, rule: "UTC unless the source says otherwise"),
        ]
    }

    private static var concerns: [MigrationReport.Concern] {
        [
            .init(
                id: "network.unmapped", category: .warning, what: "The network 'VM Network' has no mapping.",
                why: "The card is connected to the pod network, where the machine gets another address.",
                remedy: "Give --network 'VM Network=NAMESPACE/NAME' to connect it to a network of the cluster."),
            .init(
                id: "guest.tools", category: .information, what: "VMware Tools are installed in the guest.",
                why: "They do nothing outside VMware; the conversion removes open-vm-tools.", remedy: "Nothing to do."),
        ]
    }

    private static var phases: [MigrationReport.Phase] {
        let rows: [(String, String, Double, String)] = [
            ("Initialize", "10:00:00", 0.4, "2 disks, 12.0 GiB"), ("DiskAllocation", "10:00:00", 0.1, "sparse raw"),
            ("DiskTransfer", "10:00:00", 14.2, "1.3 GiB moved, 10.7 GiB empty"),
            ("DiskVerification", "10:00:15", 4.1, "all data blocks are equal"),
            ("ImageConversion", "10:00:19", 74.3, "Debian GNU/Linux 12"),
            ("VirtualMachineCreation", "10:01:33", 0.1, "virtualmachine.yaml"),
            ("BootCheck", "10:01:33", 36.2, "passed"), ("Finish", "10:02:10", 0.2, ""),
        ]
        return rows.map { .init(name: $0.0, startedAt: "2026-11-20T\($0.1).000Z", seconds: $0.2, detail: $0.3) }
    }

    private static var disks: [MigrationReport.Disk] {
        let digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
        return [
            .init(
                id: "vmdisk1", name: "disk0.raw", sourcePath: "Debian 12 (web).ova/web-disk1.vmdk",
                sourceFormat: "vmdk (streamOptimized)", format: "raw", sizeBytes: 8 << 30, bytesRead: 612_368_384,
                bytesMoved: 1_288_490_188, bytesSkipped: 7_301_444_404,
                digest: .init(algorithm: "sha256", root: digest, blockBytes: 1 << 20),
                verification: "full: 1229 blocks", seconds: 12.9),
            .init(
                id: "vmdisk2", name: "disk1.raw", sourcePath: "Debian 12 (web).ova/web-disk2.vmdk",
                sourceFormat: "vmdk (streamOptimized)", format: "raw", sizeBytes: 4 << 30, bytesRead: 4_194_304,
                bytesMoved: 67_108_864, bytesSkipped: 4_227_858_432, bytesResumed: 33_554_432,
                digest: .init(algorithm: "sha256", root: String(digest.reversed()), blockBytes: 1 << 20),
                verification: "full: 64 blocks", seconds: 0.6),
        ]
    }

    private static var conversion: MigrationReport.Conversion {
        .init(
            performed: true,
            messages: [
                .init(level: "info", text: "Opening the source"), .init(level: "info", text: "Inspecting the source"),
                .init(level: "warning", text: "The guest has 1 kernel that has no virtio modules: 5.10.0-9-rt."),
            ],
            guestFacts: [
                .init(name: "Operating system", value: "Debian GNU/Linux 12 (bookworm)"),
                .init(name: "Root", value: "/dev/sda1"), .init(name: "Kernel", value: "6.1.0-26-amd64"),
            ], seconds: 74.3)
    }
}
