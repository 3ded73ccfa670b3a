internal import Conversion
internal import Inventory
internal import Mapping
internal import QEMU
internal import Resources

/// Makes the guest fit for its new hardware, behind overlays; what it learns flows into the manifest.
struct ConversionStep: MigrationStep {
    let phases = [MigrationPhase.imageConversion]
    let options: ConversionOptions

    func advance(_ run: inout MigrationRun) async throws {
        let start = run.begin(.imageConversion, "virt-v2v, behind an overlay")
        let acceleration = try await run.acceleration()
        let tell = run.tell
        let result = try await convert(request(run, acceleration)) { event in
            switch event {
            case .phase(let text): tell(.message(level: .info, text: text))
            case .message(let message): tell(.message(level: message.level.ofEvents, text: message.text))
            }
        }
        run.state.findings.conversion = result
        run.complete(start, ReportFacts.name(of: result.guest) ?? "converted")
    }

    /// Where the conversion keeps what it needs to go on; from then on the disks may be changed.
    static func workFolder(of run: MigrationRun) -> String { "\(run.workspace.notes)/conversion" }

    private func request(_ run: MigrationRun, _ acceleration: Acceleration) -> ConversionRequest {
        var request = ConversionRequest(
            machineName: run.name,
            disks: run.preview.claims.map {
                .init(path: run.diskPath($0), format: run.request.diskFormat == .raw ? .raw : .qcow2)
            }, workFolder: Self.workFolder(of: run),
            accelerator: acceleration.kind == .kvm ? .kvm : .tcg)
        request.firmware = run.request.mapping.firmware ?? run.machine.firmware
        request.nics = run.machine.nics.map { .init(macAddress: $0.macAddress, network: $0.network) }
        request.memoryBytes = run.machine.memoryBytes
        request.processors = run.machine.processor.count
        request.rootDisk = options.rootDisk
        request.staticAddresses = options.staticAddresses
        request.luksKeys = options.luksKeyFiles.map { .init(path: $0) }
        request.firstBootScripts = options.firstBootScripts
        return request
    }
}

extension ConversionMessage.Level {
    /// The same in the events' terms.
    fileprivate var ofEvents: MessageLevel {
        switch self {
        case .info: .info
        case .warning: .warning
        case .error: .error
        }
    }
}
