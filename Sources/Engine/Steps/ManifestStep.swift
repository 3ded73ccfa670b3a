internal import ByteStreams
internal import Conversion
internal import DiskFormats
internal import Failures
internal import Files
internal import Inventory
internal import KubeVirtTarget
internal import Mapping
internal import Resources
internal import Transfer

/// Maps the machine again, now with all that is known of its guest, and writes the manifest.
struct ManifestStep: MigrationStep {
    let phases = [MigrationPhase.virtualMachineCreation]

    /// Never for good: the choices that go into the manifest may be others in the next run.
    func isFinished(_ run: MigrationRun) -> Bool { false }

    func advance(_ run: inout MigrationRun) async throws {
        let start = run.begin(.virtualMachineCreation, "virtualmachine.yaml")
        var facts: GuestFacts
        if let conversion = run.state.findings.conversion {
            facts = conversion.guest
            facts.isConverted = true
        } else {
            facts = try await BootSectorInspection.facts(of: run)
        }
        let mapped = MachineMapper.map(run.machine, options: run.request.mapping, facts: facts)
        if run.state.findings.deliveredDigests.isEmpty {
            run.state.findings.deliveredDigests = try await Self.digests(of: run)
        }
        try writeManifest(mapped, run)
        if run.state.findings.mapped?.virtualMachine != mapped.virtualMachine {
            // Another machine than the one that was booted, if one was.
            run.state.phases.removeAll { $0.phase == .bootCheck }
        }
        run.state.findings.mapped = mapped
        run.complete(start, "\(mapped.fields.count) fields mapped, \(mapped.changes.count) changes")
    }

    /// The digests of the disks as they are now: those of the copies, unless a conversion has changed them.
    private static func digests(of run: MigrationRun) async throws -> [String] {
        guard run.state.findings.conversion != nil else { return run.state.findings.copies.map(\.digest) }
        var digests: [String] = []
        for (claim, copy) in zip(run.preview.claims, run.state.findings.copies) {
            let bytes = try ByteContent(file: run.diskPath(claim))
            let content = DiskContent(
                bytes: bytes, format: run.request.diskFormat == .raw ? .raw : .qcow2,
                isStreamable: run.request.diskFormat == .raw, virtualSizeBytes: copy.sizeBytes)
            digests.append(try await digestDisk(content, sizeBytes: copy.sizeBytes))
        }
        return digests
    }

    private func writeManifest(_ mapped: MappedMachine, _ run: MigrationRun) throws {
        let digests = Dictionary(
            zip(mapped.claims.map(\.diskID), run.state.findings.deliveredDigests.map { "sha256:\($0)" }),
            uniquingKeysWith: { first, _ in first })
        let manifest = KubeVirtManifest(
            mapped.virtualMachine, claims: mapped.claims, digests: digests, storage: run.request.manifestStyle)
        let path = "\(run.workspace.partial)/virtualmachine.yaml"
        let text = try manifest.yaml()
        do throws(SystemError) { try Files.writeDurably(Array(text.utf8), to: path) } catch {
            throw EngineError.target(error, in: path)
        }
    }
}
