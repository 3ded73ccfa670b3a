internal import ByteStreams
internal import Concerns
internal import DiskFormats
internal import Inventory
internal import KubeVirtTarget
internal import Mapping
internal import Planning
internal import QEMU
internal import Resources
public import Values

/// What a migration would do, found out without writing anything.
public enum MigrationPreview {
    /// A document for each machine: its concerns, what is mapped and changed, the estimate, and the manifest.
    ///
    /// - Throws: what reading the source throws, and `EngineError` for a target or options that a run would refuse.
    public static func documents(for request: MigrationRequest) async throws -> [JSONValue] {
        let source = try await SourceOpening.open(request)
        var documents: [JSONValue] = []
        let machines = try request.select(from: source.machines)
        try Preflight.checkNetworks(request, machines)
        for selected in machines {
            if !request.targetFolder.isEmpty {
                try Workspace.check(
                    "\(request.targetFolder)/\(selected.targetName)", replacesExisting: request.replacesExisting)
            }
            documents.append(try await document(selected, request, warnings: source.warnings))
        }
        return documents
    }

    private static func document(
        _ selected: SelectedMachine, _ request: MigrationRequest, warnings: [String]
    ) async throws -> JSONValue {
        let mapped = MachineMapper.map(selected.machine, options: request.mapping(for: selected))
        let manifest = KubeVirtManifest(
            mapped.virtualMachine, claims: mapped.claims, storage: request.manifestStyle)
        let preview = Preview(
            metadata: .init(name: selected.targetName), source: selected.machine, warnings: warnings,
            concerns: ConcernCatalog.concerns(on: selected.machine, in: request.concernContext),
            fields: mapped.fields, changes: mapped.changes,
            estimate: Estimate(of: request.work(on: selected.machine), at: .assumed(hasKVM: try await hasKVM(request))),
            manifest: try manifest.documents())
        return try ValueEncoder().encode(preview)
    }

    private static func hasKVM(_ request: MigrationRequest) async throws -> Bool {
        guard request.conversion != nil || request.bootCheck != .off else { return false }
        return try await AccelerationProbe().acceleration().kind == .kvm
    }
}

/// The document of a dry run.
private struct Preview: Encodable {
    let apiVersion = "gantry.io/v1alpha1"
    let kind = "MigrationPreview"
    let metadata: ObjectMeta
    let source: SourceMachine
    let warnings: [String]
    let concerns: [Concern]
    let fields: [MappedField]
    let changes: [MappingChange]
    let estimate: Estimate
    let manifest: [JSONValue]
}

extension MigrationRequest {
    /// The work in the estimate's terms.
    fileprivate func work(on machine: SourceMachine) -> Estimate.Work {
        let verified: Estimate.Verification =
            switch verification {
            case .none: .off
            case .sample: .sample(0.05)
            case .full: .full
            }
        return Estimate.Work(
            disks: machine.disks.map { disk in
                .init(
                    virtualBytes: disk.virtualSizeBytes, allocatedBytes: disk.populatedBytes,
                    storedBytes: disk.content?.bytes.storedBytes)
            }, verified: verified, converts: conversion != nil, checksBoot: bootCheck != .off,
            limitBytesPerSecond: rateLimitBytesPerSecond.map(Double.init))
    }
}
