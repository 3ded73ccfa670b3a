internal import FoundationEssentials
internal import Glibc
internal import QEMU

/// What of the host a boot check may use.
struct HostLimits: Equatable {
    var freeMemoryBytes: Int64
    var processorCount: Int

    /// What this host has now.
    static func current() -> HostLimits {
        HostLimits(
            freeMemoryBytes: availableMemoryBytes() ?? 1 << 30, processorCount: sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }

    /// The machine with no more memory and processors than the host can spare, and what was changed, in sentences.
    func limit(_ machine: QEMUMachine, mostMemoryBytes: Int64) -> (machine: QEMUMachine, notes: [String]) {
        var limited = machine
        var notes: [String] = []
        let memory = max(64 << 20, min(mostMemoryBytes, freeMemoryBytes / 2))
        if machine.memoryBytes > memory {
            limited.memoryBytes = (memory >> 20) << 20
            notes.append(
                "It was booted with \(limited.memoryBytes >> 20) MiB of its \(machine.memoryBytes >> 20) MiB of memory."
            )
        }
        if machine.processors.count > processorCount {
            limited.processors = QEMUMachine.Processors(sockets: 1, cores: max(1, processorCount), threads: 1)
            notes.append(
                "It was booted with \(limited.processors.count) of its \(machine.processors.count) processors.")
        }
        return (limited, notes)
    }

    private static func availableMemoryBytes() -> Int64? {
        guard let text = try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8) else { return nil }
        let line = text.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
        return line?.split(separator: " ").dropFirst().first.flatMap { Int64($0) }.map { $0 * 1024 }
    }
}
