internal import ByteStreams
internal import DiskFormats
internal import Files
internal import Glibc
internal import Inventory
internal import LocalTarget
internal import Mapping
internal import Subprocess

/// What is looked at before anything is written, so that no hours are lost.
enum Preflight {
    /// Refuses what can't end well, for reasons that the source and the options alone don't show.
    static func check(
        _ request: MigrationRequest, _ selected: SelectedMachine, _ identity: MigrationIdentity
    ) async throws {
        try checkPrograms(request, selected.machine)
        try checkFiles(request.conversion)
        for file in identity.files where isBeingWritten(file.path) { throw EngineError.sourceInUse(path: file.path) }
        let finished = "\(request.targetFolder)/\(selected.targetName)"
        try checkSourcesLieElsewhere(identity, from: finished)
        if request.replacesExisting { try await checkIsStopped(finished, name: selected.targetName) }
    }

    /// Refuses to replace a machine that runs.
    static func checkIsStopped(_ finished: String, name: String) async throws {
        guard Files.exists("\(finished)/virtualmachine.yaml") else { return }
        let status = try await LocalMachines(folder: Files.parent(of: finished)).status(of: name)
        guard status.state == .stopped else { throw EngineError.targetInUse(path: finished, name: name) }
    }

    /// Refuses names of networks that no card is on.
    static func checkNetworks(_ request: MigrationRequest, _ machines: [SelectedMachine]) throws(EngineError) {
        let known = Set(machines.flatMap { $0.machine.nics.compactMap(\.network) })
        guard let unknown = request.mapping.networks.keys.sorted().first(where: { !known.contains($0) }) else { return }
        let list = known.isEmpty ? "none" : known.sorted().map { "'\($0)'" }.joined(separator: ", ")
        throw .optionConflict(
            what: "--network names '\(unknown)', which no network card is on.",
            remedy: "The source's networks: \(list).")
    }

    /// Refuses to begin without a program that will be needed.
    ///
    /// A best-effort boot check without QEMU is left out later, and no reason not to begin.
    private static func checkPrograms(_ request: MigrationRequest, _ machine: SourceMachine) throws {
        var needed: [String] = []
        if request.conversion != nil { needed += ["virt-v2v-in-place", "qemu-img"] }
        let isServed = machine.disks.contains { $0.content.map { $0.format != .raw && !$0.isStreamable } ?? false }
        if isServed { needed.append("qemu-nbd") }
        if request.diskFormat == .qcow2 { needed += ["qemu-img", "qemu-nbd"] }
        if request.bootCheck == .required { needed += ["qemu-system-x86_64", "qemu-img"] }
        for program in needed where findExecutable(program) == nil { throw SubprocessError.notFound(program: program) }
    }

    private static func checkFiles(_ conversion: ConversionOptions?) throws(EngineError) {
        let files =
            (conversion?.luksKeyFiles ?? []).map { ("--luks-key-file", $0) }
            + (conversion?.firstBootScripts ?? []).map { ("--first-boot", $0) }
        for (option, path) in files where access(path, R_OK) != 0 {
            throw .optionFileUnreadable(option: option, path: path, reason: String(cString: strerror(errno)))
        }
    }

    private static func checkSourcesLieElsewhere(
        _ identity: MigrationIdentity, from finished: String
    ) throws(EngineError) {
        let name = Files.name(of: finished)
        let folder = Files.realPath(Files.parent(of: finished)) ?? Files.parent(of: finished)
        for file in identity.files {
            let source = Files.realPath(file.path) ?? file.path
            for taken in [name, ".\(name).partial", ".\(name).replaced"] where source.hasPrefix("\(folder)/\(taken)/") {
                throw .targetHoldsSource(path: finished, source: file.path)
            }
        }
    }

    /// Whether QEMU has an image open for writing.
    ///
    /// It says so by a lock on byte 101 of the file: 100 is where it marks what it does, and 1 is the bit of writing
    /// (QEMU's block/file-posix.c and docs/system/images, "image locking"). fcntl(2), open file description locks.
    private static func isBeingWritten(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = 101
        lock.l_len = 1
        let getLock: Int32 = 36
        return fcntl(descriptor, getLock, &lock) == 0 && lock.l_type != Int16(F_UNLCK)
    }
}
