internal import Glibc
internal import QEMU
internal import Subprocess

/// Overlays that take a machine's writes, so that its disks stay as they are.
struct ThrowAwayDisks {
    let files: [String]

    /// Makes an empty overlay for each disk.
    static func make(for machine: QEMUMachine, in folder: String) async throws -> ThrowAwayDisks {
        var files: [String] = []
        for (index, disk) in machine.disks.enumerated() {
            let file = "\(folder)/overlay\(index).qcow2"
            unlink(file)
            let arguments = ["create", "-q", "-f", "qcow2", "-F", disk.format.rawValue, "-b", disk.file, file]
            try await runSuccessfully(Command("qemu-img", arguments), deadlineSeconds: 30)
            files.append(file)
        }
        return ThrowAwayDisks(files: files)
    }

    /// Removes them; they are worth nothing after the check.
    func remove() {
        for file in files { unlink(file) }
    }
}
