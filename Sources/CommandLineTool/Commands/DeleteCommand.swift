internal import Arguments
internal import Failures
internal import ResourceStore
internal import Resources

/// `gantry delete`: deletes resources by file, name or label.
func deleteCommand(_ services: ResourceServices, _ streams: StandardStreams) -> Command {
    Command(
        "delete", "Deletes resources by file, name or label, and waits until they are gone.",
        examples: [
            .init("gantry delete plan web", "Deletes a plan."),
            .init("gantry delete migrations -l run=test --no-wait", "Deletes by label, and doesn't wait."),
        ]
    ) { arguments in
        let words = arguments.positionals(
            "TYPE", "The type, with names behind it; or TYPE/NAME.", isRequired: false)
        let manifests = ManifestArguments(&arguments)
        let delete = DeleteArguments(&arguments)
        let selection = SelectionArguments(&arguments)
        let connection = ConnectionArguments(&arguments)
        return { values in
            let session = try await connection.session(values, services, streams)
            let chosen = try selection.selection(try values[words], values, session)
            try delete.check(chosen, try values[manifests.files], values)
            var failures: [Failure] = []
            var objects = try await session.objects(chosen, failed: { failures.append($0) })
            let read = try await manifests.read(values, session)
            failures += read.failures
            objects += read.objects.map { manifest in
                var object = manifest.object
                object.namespace = manifest.type.isNamespaced ? object.namespace ?? session.namespace : nil
                return TypedObject(object: object, type: manifest.type)
            }
            if try values[delete.ignoresMissing] { failures.removeAll { $0.id == "api.NotFound" } }
            try await Deletion(session: session, options: try delete.options(values)).run(objects, failures)
        }
    }
}

private struct DeleteArguments: Sendable {
    let isAll: Handle<Bool>
    let waits: Handle<Bool>
    let doesNotWait: Handle<Bool>
    let timeout: Handle<DurationValue?>
    let cascade: Handle<Cascade>
    let ignoresMissing: Handle<Bool>
    let isDryRun: Handle<Bool>

    enum Cascade: String, CaseIterable, ArgumentValue {
        case background, foreground, orphan
    }

    init(_ arguments: inout Declarations) {
        arguments.group("How")
        isAll = arguments.flag("all", "All objects of the type in the namespace.")
        waits = arguments.flag("wait", "Waits until they are gone, which it does anyway.")
        doesNotWait = arguments.flag("no-wait", "Doesn't wait until they are gone.")
        timeout = arguments.option(
            "timeout", "TIME", "How long to wait; without end by default.", as: DurationValue.self)
        cascade = arguments.option(
            "cascade", "ORDER", "What becomes of objects that they own.", default: Cascade.background)
        ignoresMissing = arguments.flag("ignore-not-found", "What isn't there is no error.")
        isDryRun = arguments.flag("dry-run", "Shows what would be deleted; the server checks it.")
    }

    /// Refuses what could delete more than was meant.
    func check(_ selection: ResourceSelection, _ files: [String], _ values: ParsedArguments) throws {
        let hasSelectors =
            !selection.options.labelSelector.requirements.isEmpty
            || !selection.options.fieldSelector.requirements.isEmpty
        guard files.isEmpty == (!selection.targets.types.isEmpty || !selection.targets.names.isEmpty) else {
            throw values.error(
                what: "Either files or types must be named.", why: "They say what is to be deleted.",
                remedy: "Give -f, or a type with names, labels or --all.")
        }
        let isAll = try values[isAll]
        guard selection.targets.types.isEmpty || hasSelectors || isAll else {
            throw values.error(
                what: "Which objects of the type?", why: "Without names or labels that would be all.",
                remedy: "Give names, -l, or --all if all are meant.")
        }
        guard try !(values[waits] && values[doesNotWait]) else {
            throw values.error(what: "--wait and --no-wait exclude one another.", why: "", remedy: "Leave one out.")
        }
    }

    func options(_ values: ParsedArguments) throws -> Deletion.Options {
        var options = DeleteOptions()
        options.isDryRun = try values[isDryRun]
        options.propagation =
            switch try values[cascade] {
            case .background: .background
            case .foreground: .foreground
            case .orphan: .orphan
            }
        let waits = try !values[doesNotWait] && !options.isDryRun
        return Deletion.Options(
            store: options, waits: waits, timeoutSeconds: try values[timeout]?.seconds ?? 366 * 86_400,
            ignoresMissing: try values[ignoresMissing])
    }
}

/// The deletion of some objects.
private struct Deletion: Sendable {
    struct Options: Sendable {
        var store: DeleteOptions
        var waits: Bool
        var timeoutSeconds: Double
        var ignoresMissing: Bool
    }

    var session: ResourceSession
    var options: Options

    func run(_ objects: [TypedObject], _ earlierFailures: [Failure]) async throws {
        var failures = earlierFailures
        var pending: [TypedObject] = []
        for object in objects {
            do {
                let outcome = try await session.store.delete(session.reference(object), options.store)
                let trial = options.store.isDryRun ? " (server dry run)" : ""
                try session.streams.writeOutput(printable("\(object.label) deleted\(trial)") + "\n")
                if case .pending(let left) = outcome { pending.append(TypedObject(object: left, type: object.type)) }
            } catch let error as StoreError where error.reason == .notFound && options.ignoresMissing {
                continue
            } catch let error as StoreError {
                failures.append(error.failure)
            }
        }
        if objects.isEmpty, failures.isEmpty { session.streams.writeError("No resources found.\n") }
        if options.waits, !pending.isEmpty { try await wait(for: pending) }
        try session.finish(failures, of: objects.count + earlierFailures.count, "deleted")
    }

    private func wait(for pending: [TypedObject]) async throws {
        let session = session
        let isGone = try await isDone(withinSeconds: options.timeoutSeconds) {
            for object in pending {
                let goal = WaitGoal(session: session, object: object, condition: .deletion)
                try await goal.reach()
            }
        }
        guard !isGone else { return }
        let names = pending.map(\.label).joined(separator: ", ")
        throw ResourceFailure.timedOut(what: "The end of \(names)", seconds: options.timeoutSeconds)
    }
}
