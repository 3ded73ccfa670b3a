internal import DiskFormats
internal import Files
internal import Inventory
internal import Mapping
internal import Resources
internal import Subprocess

/// Looks at the boot sectors of a guest that isn't converted, for the firmware that nobody stated.
enum BootSectorInspection {
    /// What the copied disks say: the first with boot code or an EFI system partition is the one that boots.
    static func facts(of run: MigrationRun) async throws -> GuestFacts {
        var facts = GuestFacts(isConverted: false)
        for (index, claim) in run.preview.claims.enumerated() {
            let layout = BootLayout(head: try await head(of: run.diskPath(claim), run))
            switch layout.firmwareHint {
            case .bios, .both: facts.firmware = .bios
            case .efi: facts.firmware = .efi
            case .none: continue
            }
            facts.bootDiskIndex = index
            return facts
        }
        return facts
    }

    private static func head(of path: String, _ run: MigrationRun) async throws -> [UInt8] {
        guard run.request.diskFormat == .qcow2 else { return try Files.readHead(path, count: BootLayout.headBytes) }
        let copy = "\(run.workspace.notes)/head.raw"
        try await runSuccessfully(
            Command(
                "qemu-img",
                ["dd", "-f", "qcow2", "-O", "raw", "bs=512", "count=34", "if=\(path)", "of=\(copy)"]),
            deadlineSeconds: 60)
        defer { try? Files.removeTree(copy) }
        return try Files.readHead(copy, count: BootLayout.headBytes)
    }
}
