internal import Failures
internal import Files
internal import Inventory
internal import Subprocess
internal import Synchronization

/// Changes of a converted guest that virt-v2v does not make: addresses of Linux guests and first-boot scripts.
struct Customisation {
    static let program = "virt-customize"

    var request: ConversionRequest
    var run: VirtV2V
    var guest: GuestFacts
    /// The root file systems of all operating systems that virt-v2v found.
    var roots: [String]

    /// Linux guests get their addresses from us, Windows guests from virt-v2v's `--mac`.
    private var addresses: [StaticAddress] { guest.osType == "linux" ? request.staticAddresses : [] }

    /// Whether there is anything to do.
    var isNeeded: Bool { !addresses.isEmpty || !request.firstBootScripts.isEmpty }

    /// What follows the program's name.
    ///
    /// No `-v` and no `-x`: they would print the scripts, which may hold what isn't for everyone's eyes.
    /// - Parameters:
    ///   - overlays: the overlays in the order of the options, which is not that of the guest's disks everywhere.
    ///   - addressScript: the script that sets addresses.
    func arguments(overlays: [String], addressScript: String?) -> [String] {
        var words = ["--no-network", "--no-logfile", "--keys-from-stdin"] + run.keyArguments
        for path in overlays { words += ["--format", "qcow2", "-a", path] }
        if let addressScript { words += ["--run", addressScript] }
        for path in request.firstBootScripts { words += ["--firstboot", path] }
        return words + (guest.osType == "linux" ? ["--selinux-relabel"] : [])
    }

    /// Changes the guest in the overlays.
    func apply(to overlays: Overlays) async throws {
        guard isNeeded else { return }
        // virt-customize changes every operating system that it finds, and has no option to choose one.
        guard roots.count <= 1 else {
            throw ConversionError.known(Self.severalSystems, message: roots.joined(separator: ", "))
        }
        run.onEvent(.phase("Customising the guest"))
        let script = addresses.isEmpty ? nil : "\(request.workFolder)/static-addresses.sh"
        if let script {
            let text = LinuxAddressScript(addresses: addresses).text
            try Files.writeDurably(Array(text.utf8), to: script, mode: 0o600)
        }
        let isReversed = overlays.paths.count > 1 ? try await addsLastDiskFirst() : false
        try await runProgram(
            arguments(overlays: isReversed ? overlays.paths.reversed() : overlays.paths, addressScript: script))
    }

    /// Whether virt-customize gives the guest its disks in the opposite order of its options, as 1.48 does.
    ///
    /// With the disks in the wrong order `/dev/sda1` in a guest's fstab is another file system, and a script could be
    /// put there. So virt-customize is asked: given two files that don't exist, it complains of the one it adds first.
    private func addsLastDiskFirst() async throws -> Bool {
        let files = ["first", "last"].map { "\(run.scratch.path)/absent-\($0)" }
        let asked = try await Subprocess.run(
            Command(
                request.virtCustomizeProgram, files.flatMap { ["--format", "qcow2", "-a", $0] },
                environment: conversionEnvironment(accelerator: run.accelerator, scratch: run.scratch)),
            deadlineSeconds: 60)
        let said = asked.output + asked.errorOutput
        switch (said.contains(files[0]), said.contains(files[1])) {
        case (true, false): return false
        case (false, true): return true
        default:
            throw ConversionError.failed(
                program: Self.program, how: "\(asked.status)", message: "It did not tell in which order it adds disks.",
                logPath: run.log.path)
        }
    }

    private static let severalSystems = KnownProblem(
        id: "conversion.customise.several", category: .conversion, patterns: [],
        what: "A guest with several operating systems can't be customised.",
        why: "Static addresses and first-boot scripts would get into all of its systems.",
        remedy: "Leave them out, and set them in the guest after its first start.")

    private func runProgram(_ words: [String]) async throws {
        let command = Command(
            request.virtCustomizeProgram, words,
            environment: conversionEnvironment(accelerator: run.accelerator, scratch: run.scratch),
            directory: request.workFolder)
        let lines = Mutex<[String]>([])
        let (log, onEvent) = (run.log, run.onEvent)
        let process = try RunningProcess.start(command) { _, line in
            log.append(line)
            if let event = Self.event(for: line) { onEvent(event) }
            lines.withLock { if $0.count < 1000 { $0.append(String(line.prefix(1000))) } }
        }
        let end = try await supervise(process, workFolder: request.workFolder, deadlineSeconds: request.deadlineSeconds)
        try Task.checkCancellation()
        if end.interruption == nil { try await run.scratch.waitForHelpers(deadlineSeconds: 60) }
        // One that was told to stop may end with success, with its work half done.
        if end.interruption == nil, end.status.isSuccess { return }
        throw failure(of: end, lines: lines.withLock { $0 })
    }

    private func failure(of end: (status: ExitStatus, interruption: Interruption?), lines: [String]) -> ConversionError
    {
        if end.interruption == .deadline { return .deadlineExceeded(seconds: request.deadlineSeconds) }
        if end.interruption == .diskFull {
            return .workFolder(path: request.workFolder, reason: "The file system is full.", isFull: true)
        }
        let errors = lines.drop { !$0.contains(": error: ") }.prefix(6)
        let reason = (errors.isEmpty ? lines.suffix(4)[...] : Array(errors)[...]).joined(separator: " ")
        if let problem = KnownProblem.recognised(in: reason) { return .known(problem, message: reason) }
        return .failed(program: Self.program, how: "\(end.status)", message: reason, logPath: run.log.path)
    }

    /// The phase in a line such as `[  14.6] Installing firstboot script: fb.sh`.
    private static func event(for line: String) -> ConversionEvent? {
        guard line.hasPrefix("["), let end = line.firstIndex(of: "]") else { return nil }
        let text = line[line.index(after: end)...].drop { $0 == " " }
        return text.isEmpty ? nil : .phase(String(text.prefix(200)))
    }
}
