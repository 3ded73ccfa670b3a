internal import Arguments
internal import Failures
internal import ResourceStore
internal import Resources
internal import Values

/// `gantry apply`: makes resources what manifests say.
func applyCommand(_ services: ResourceServices, _ streams: StandardStreams) -> Command {
    Command(
        "apply", "Makes resources what manifests say, by server-side apply.",
        discussion: """
            All manifests are read and checked before the first is applied; all that is wrong is told at once. A field \
            that another tool has set to another value is a conflict, unless --force-conflicts takes it over.
            """,
        examples: [
            .init("gantry apply -f my-forklift-manifests/ -R", "Applies every manifest below a folder."),
            .init("gantry apply -f plan.yaml --validate strict", "Refuses misspelt fields."),
        ]
    ) { arguments in
        let manifests = ManifestArguments(&arguments)
        let write = ManifestWriteArguments(&arguments)
        let isForced = arguments.flag("force-conflicts", "Takes over fields that other tools have set.")
        let connection = ConnectionArguments(&arguments)
        return { values in
            let session = try await connection.session(values, services, streams)
            let objects = try await write.checked(manifests, values, session)
            var options = try write.options(values, manager: "gantry-apply")
            options.isForced = try values[isForced]
            let report = WriteReport(
                streams: streams, output: try values[write.output], dryRun: try values[write.dryRun])
            try await session.write(objects, "applied", report) { manifest in
                try await session.apply(manifest, options, isTrial: report.dryRun == .client)
            }
        }
    }
}

/// How the outcome of writing manifests is told.
struct WriteReport: Sendable {
    /// Where to.
    var streams: StandardStreams
    /// Whole objects in this form, instead of a line for each.
    var output: ResourceOutput?
    /// Whether it is only a trial.
    var dryRun: DryRun

    /// The line for one object: `plan.forklift.konveyor.io/x created`.
    func line(_ object: TypedObject, _ verb: String) -> String {
        let trial = dryRun == .none ? "" : " (\(dryRun.rawValue) dry run)"
        return printable("\(object.label) \(verb)\(trial)") + "\n"
    }
}

extension ResourceSession {
    /// Treats manifests one after another; what fails is told at the end, and doesn't keep the others back.
    func write(
        _ manifests: [ManifestObject], _ verb: String, _ report: WriteReport,
        _ body: (ManifestObject) async throws -> (object: ResourceObject, verb: String)
    ) async throws {
        var failures: [Failure] = []
        var written: [TypedObject] = []
        for manifest in manifests {
            do {
                let outcome = try await body(manifest)
                let object = TypedObject(object: outcome.object, type: manifest.type)
                written.append(object)
                if report.output == nil { try streams.writeOutput(report.line(object, outcome.verb)) }
            } catch let error as any NamedError {
                var failure = error.failure
                failure.what = "\(manifest.label) (\(manifest.origin)): \(failure.what)"
                failures.append(failure)
            }
        }
        if let output = report.output, !written.isEmpty {
            try streams.writeOutput(try ObjectWriter(output: output).text(for: written))
        }
        try finish(failures, of: manifests.count, verb)
    }

    /// Applies one object; says whether it is new, different or as before.
    fileprivate func apply(
        _ manifest: ManifestObject, _ options: WriteOptions, isTrial: Bool
    ) async throws -> (object: ResourceObject, verb: String) {
        guard !manifest.object.name.isEmpty else {
            throw ResourceFailure.notAnObject(
                origin: manifest.origin, why: "metadata.name is missing, without which it can't be found again.")
        }
        let reference = ResourceReference(
            manifest.type.id, namespace: manifest.object.namespace, name: manifest.object.name)
        let before = try await current(reference)
        if isTrial { return (manifest.object, before == nil ? "created" : "configured") }
        var wanted = manifest.object
        // What a server sets is not for an apply to say; files that came from `get -o yaml` have it.
        for field in ["managedFields", "resourceVersion", "uid", "creationTimestamp", "generation"] {
            wanted.metadata[field] = nil
        }
        if manifest.type.hasStatus { wanted.setField("status", nil) }
        let after = try await store.patch(reference, .apply(wanted.value), .main, options)
        guard let before else { return (after, "created") }
        return (after, isSame(before, after) ? "unchanged" : "configured")
    }

    private func current(_ reference: ResourceReference) async throws -> ResourceObject? {
        do {
            return try await store.get(reference)
        } catch let error as StoreError where error.reason == .notFound {
            return nil
        }
    }

    /// Whether nothing changed but who says so.
    private func isSame(_ before: ResourceObject, _ after: ResourceObject) -> Bool {
        if before.resourceVersion == after.resourceVersion { return true }
        let values = [before, after].map { object -> String in
            var object = object
            object.metadata["managedFields"] = nil
            object.metadata["resourceVersion"] = nil
            return object.value.jsonText(sortedKeys: true)
        }
        return values[0] == values[1]
    }
}
