internal import Failures
internal import FoundationEssentials
internal import Glibc
internal import Subprocess
internal import Values

/// Finds out whether KVM works by running guest code under it.
///
/// That `/dev/kvm` exists, opens and answers proves nothing: in nested or paravirtual hosts QEMU starts and then dies
/// on the first model-specific register, or the guest never executes an instruction.
public struct AccelerationProbe: Sendable {
    /// The emulator to try.
    public var program: String
    /// Where the result is kept until the next boot of the host; nil to try each time.
    public var cacheFile: String?

    /// Sets up a probe; the result is kept in the user's cache folder unless told otherwise.
    public init(program: String = "qemu-system-x86_64", cacheFile: String? = AccelerationProbe.usersCacheFile) {
        self.program = program
        self.cacheFile = cacheFile
    }

    /// `$XDG_CACHE_HOME/gantry/acceleration.json`, or the same under `~/.cache`.
    public static var usersCacheFile: String? {
        if let folder = variable("XDG_CACHE_HOME") { return "\(folder)/gantry/acceleration.json" }
        return variable("HOME").map { "\($0)/.cache/gantry/acceleration.json" }
    }

    /// The way to run guests here: from the cache when this boot of the host was probed before, else by trying.
    /// - Throws: `SubprocessError.notFound` when there is no QEMU; `CancellationError`.
    public func acceleration() async throws -> Acceleration {
        guard findExecutable(program) != nil else { throw SubprocessError.notFound(program: program) }
        let key = Self.cacheKey(program: program)
        if let cached = cached(for: key) { return cached }
        let found = try await tryKVM()
        keep(found, for: key)
        return found
    }

    /// Runs a boot sector under KVM that ends QEMU with an exit code of its own: only guest code can do that.
    private func tryKVM() async throws -> Acceleration {
        guard access("/dev/kvm", R_OK | W_OK) == 0 else {
            let reason = String(cString: strerror(errno))
            return Acceleration(.tcg, reason: "/dev/kvm can't be opened (\(reason)).")
        }
        do {
            let done = try await runProbe(acceleration: "kvm")
            if done.status == .exited(ProbeGuest.exitCode) {
                return Acceleration(.kvm, reason: "A guest ran under KVM when it was tried.")
            }
            let message = done.errorOutput.split(separator: "\n").first.map { String($0.prefix(200)) } ?? "no message"
            return Acceleration(.tcg, reason: "/dev/kvm exists but a guest does not run under it: \(message)")
        } catch SubprocessError.deadlineExceeded {
            return Acceleration(.tcg, reason: "/dev/kvm exists but a guest executed nothing under it for 3 s.")
        }
    }

    func runProbe(acceleration: String) async throws -> CompletedProcess {
        let folder = try PrivateFolder.temporary()
        defer { folder.remove() }
        let image = "\(folder.path)/probe.img"
        try Data(ProbeGuest.bootSector).write(to: URL(filePath: image))
        let arguments = [
            "-nodefaults", "-no-user-config", "-machine", "pc,accel=\(acceleration)", "-m", "32", "-display", "none",
            "-cpu", acceleration == "kvm" ? "host" : "max", "-no-reboot", "-sandbox", QEMULaunch.sandbox,
            "-device", "isa-debug-exit,iobase=0xf4,iosize=4",
            "-drive", "if=floppy,format=raw,read-only=on,file=\(escapedForQEMU(image))",
        ]
        return try await run(Command(program, arguments), deadlineSeconds: 3)
    }

    private static func cacheKey(program: String) -> String {
        let bootID = (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)) ?? ""
        return "\(bootID.filter { $0 != "\n" }) \(geteuid()) \(findExecutable(program) ?? program)"
    }

    private func cached(for key: String) -> Acceleration? {
        guard let cacheFile, let text = try? String(contentsOfFile: cacheFile, encoding: .utf8),
            let value = try? JSONValue.parse(text, limits: JSONLimits(sizeBytes: 4096, depth: 4)),
            value["key"]?.string == key, let found = value["acceleration"]
        else { return nil }
        return try? ValueDecoder().decode(Acceleration.self, from: found)
    }

    /// A cache that can't be written costs 30 ms the next time and nothing else, so failures are not reported.
    private func keep(_ acceleration: Acceleration, for key: String) {
        guard let cacheFile, let found = try? ValueEncoder().encode(acceleration) else { return }
        let url = URL(filePath: cacheFile)
        try? FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        let value: JSONValue = ["key": .string(key), "acceleration": found]
        try? Data(value.jsonText().utf8).write(to: url, options: .atomic)
    }
}

/// The guest that the probe runs.
enum ProbeGuest {
    /// isa-debug-exit ends QEMU with (value << 1) | 1 (QEMU's hw/misc/debugexit.c).
    static let exitCode: Int32 = 33

    /// `mov al, 0x10; out 0xf4, al; hlt; jmp hlt`, padded to a boot sector.
    static let bootSector: [UInt8] =
        [0xB0, 0x10, 0xE6, 0xF4, 0xF4, 0xEB, 0xFD] + [UInt8](repeating: 0, count: 503) + [0x55, 0xAA]
}

/// A variable of the environment, unless it is empty.
func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
}
