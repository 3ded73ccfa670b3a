internal import Concerns
internal import Conversion
internal import DiskFileProvider
internal import DiskFormats
internal import Engine
internal import Failures
internal import Files
internal import Inventory
internal import LocalTarget
internal import Threads
internal import Transfer
internal import Values
internal import YAML

extension Services {
    /// The services of this program.
    static let live = Services(
        migrate: { options, tell in try await migrate(options, tell) },
        transfer: { options, tell in try await transfer(options, tell) },
        digest: { source, format in try await digest(source, format) },
        machines: { LocalMachineControl(folder: $0) },
        moreTopics: { ConcernCatalog.all.map(topic) + KnownProblem.all.map(topic) },
        resources: .live)

    private static func migrate(
        _ options: MigrateOptions, _ tell: @escaping @Sendable (MigrationEvent) -> Void
    ) async throws -> MigrateOutcome {
        guard options.isDryRun else {
            _ = try await Migration(options.request, tell: tell).run()
            return MigrateOutcome()
        }
        let documents = try await MigrationPreview.documents(for: options.request)
        switch options.output {
        case .json: return MigrateOutcome(document: jsonText(of: documents, asList: options.request.asksForSeveral))
        case .yaml: return MigrateOutcome(document: try YAML.text(of: documents))
        case .text: return MigrateOutcome(document: PreviewText.text(of: documents))
        }
    }

    /// One JSON document, whatever the number of machines: a list where several were asked for, be it of one.
    static func jsonText(of documents: [JSONValue], asList: Bool) -> String {
        let isList = asList || documents.count != 1
        return (isList ? .array(documents) : documents[0]).jsonText(pretty: true) + "\n"
    }

    private static func transfer(
        _ options: TransferOptions, _ tell: @escaping @Sendable (DiskProgress) -> Void
    ) async throws -> TransferOutcome {
        let (content, size) = try await disk(options.source, options.inputFormat)
        var request = DiskCopyRequest(
            content: content, sizeBytes: size, target: options.target,
            targetFormat: options.format == .raw ? .raw : .qcow2, journal: options.target + ".journal",
            verification: options.verify.ofTransfer)
        request.rate = options.limitRateBytesPerSecond.map { RateLimiter(bytesPerSecond: $0) }
        let result = try await copyDisk(request) { progress in
            tell(
                DiskProgress(
                    disk: options.target, totalBytes: progress.workTotalBytes ?? size,
                    doneBytes: progress.workDoneBytes, movedBytes: progress.movedBytes,
                    skippedBytes: progress.skippedBytes + progress.resumedBytes))
        }
        // What it was kept for, going on after a crash, is over.
        try Files.removeTree(request.journal)
        return TransferOutcome(
            digest: "sha256:\(result.digest)", sizeBytes: result.sizeBytes, movedBytes: result.movedBytes,
            verification: result.verification.kind == .none ? nil : result.verification.kind.rawValue,
            seconds: result.preparingSeconds + result.copyingSeconds + result.verifyingSeconds)
    }

    private static func digest(_ source: String, _ format: DiskFormat?) async throws -> String {
        let (content, size) = try await disk(source, format)
        return "sha256:\(try await digestDisk(content, sizeBytes: size))"
    }

    /// A disk image by itself.
    private static func disk(_ source: String, _ format: DiskFormat?) async throws -> (DiskContent, Int64) {
        let machine = try await onOwnThread(named: "source") {
            try DiskFileReader.read(paths: [source], format: format)
        }
        guard let disk = machine.disks.first, let content = disk.content, let size = disk.virtualSizeBytes else {
            throw EngineError.diskSizeUnknown(disk: source)
        }
        return (content, size)
    }

    private static func topic(_ rule: ConcernRule) -> ExplainTopic {
        ExplainTopic(
            id: rule.id, kind: .concern, title: "\(rule.category.rawValue): \(rule.label)",
            text: "\(rule.why)\nWhat to do: \(rule.remedy)")
    }

    private static func topic(_ problem: KnownProblem) -> ExplainTopic {
        ExplainTopic(
            id: problem.id, kind: .error, title: problem.what,
            text: "Why: \(problem.why)\nWhat to do: \(problem.remedy)\nExit code \(problem.category.exitCode).")
    }
}

extension MigrationRequest {
    /// Whether the command line asks for more than one machine: then the answer is a list.
    fileprivate var asksForSeveral: Bool { takesAllMachines || machineNames.count > 1 }
}
