internal import Arguments
internal import Failures
internal import ResourceStore
internal import Resources

/// `gantry get`: shows resources.
func getCommand(_ services: ResourceServices, _ streams: StandardStreams) -> Command {
    Command(
        "get", "Shows resources, in a table or whole.",
        discussion: """
            Types go by their plural, singular, short name or kind, several with commas between them; 'all' is every \
            type that has to do with migrations.
            """,
        examples: [
            .init("gantry get plans -A -o wide", "All plans, with all columns."),
            .init("gantry get plan web -o yaml", "One plan, whole."),
            .init("gantry get migrations -w", "All migrations, and every change from now on."),
        ]
    ) { arguments in
        let words = arguments.positionals("TYPE", "The type, with names behind it; or TYPE/NAME.")
        let show = GetArguments(&arguments)
        let selection = SelectionArguments(&arguments)
        let connection = ConnectionArguments(&arguments)
        return { values in
            let session = try await connection.session(values, services, streams)
            let chosen = try selection.selection(try values[words], values, session)
            let output = try values[show.output]
            let display = ResourceDisplay(
                session: session, output: output,
                table: ResourceTable.Options(
                    showsNamespace: chosen.isInAllNamespaces, isWide: output == .wide,
                    showsLabels: try values[show.showsLabels], hidesHeadings: try values[show.hidesHeadings]),
                showsManagedFields: try values[show.showsManagedFields])
            if try values[show.isWatch] { return try await watch(chosen, display, values) }
            try await get(chosen, display, ignoresMissing: try values[show.ignoresMissing])
        }
    }
}

/// How resources are shown.
private struct GetArguments: Sendable {
    let output: Handle<ResourceOutput>
    let isWatch: Handle<Bool>
    let showsLabels: Handle<Bool>
    let hidesHeadings: Handle<Bool>
    let showsManagedFields: Handle<Bool>
    let ignoresMissing: Handle<Bool>

    init(_ arguments: inout Declarations) {
        output = arguments.option(
            "output", short: "o", "FORM", "How to write them.", default: ResourceOutput.table)
        isWatch = arguments.flag("watch", short: "w", "Goes on with every change, until it is interrupted.")
        showsLabels = arguments.flag("show-labels", "Adds a column of labels.")
        hidesHeadings = arguments.flag("no-headers", "Leaves out the headings of tables.")
        showsManagedFields = arguments.flag(
            "show-managed-fields", "Shows metadata.managedFields in YAML and JSON.")
        ignoresMissing = arguments.flag("ignore-not-found", "Names that aren't there are no error.")
    }
}

private func get(_ selection: ResourceSelection, _ display: ResourceDisplay, ignoresMissing: Bool) async throws {
    let session = display.session
    var failures: [Failure] = []
    let objects = try await session.objects(selection) { failure in
        if !(ignoresMissing && failure.id == StoreError(.notFound, "").failure.id) { failures.append(failure) }
    }
    let isList = selection.targets.names.count != 1
    if objects.isEmpty, failures.isEmpty, display.output.isTable {
        if !ignoresMissing { session.streams.writeError(nothingText(selection, session)) }
    } else if !objects.isEmpty || (failures.isEmpty && isList) {
        try session.streams.writeOutput(try display.text(for: objects, isList: isList))
    }
    try session.finish(failures, of: failures.count + objects.count, "shown")
}

private func nothingText(_ selection: ResourceSelection, _ session: ResourceSession) -> String {
    let isClusterWide = selection.targets.types.allSatisfy { !$0.isNamespaced }
    guard !selection.isInAllNamespaces, !isClusterWide else { return "No resources found.\n" }
    return "No resources found in the namespace \(printable(session.namespace)).\n"
}

private func watch(
    _ selection: ResourceSelection, _ display: ResourceDisplay, _ values: ParsedArguments
) async throws {
    var options = selection.options
    let targets = selection.targets
    guard targets.types.count + targets.names.count == 1, let type = targets.types.first ?? targets.names.first?.type
    else {
        throw values.error(
            what: "Only one type or one object can be watched.", why: "The words name several.",
            remedy: "Run one command for each.")
    }
    let session = display.session
    if let name = targets.names.first {
        // Whoever waits for a name that isn't there would wait for ever.
        _ = try await session.store.get(session.reference(name))
        options.fieldSelector.requirements = [.init("metadata.name", name.name)]
    }
    let namespace = selection.isInAllNamespaces ? nil : session.namespace(of: type)
    try await ResourceFollower(session: session, type: type, namespace: namespace, options: options)
        .show(on: display)
}

extension ResourceFollower {
    /// Writes all objects, then every change.
    fileprivate func show(on display: ResourceDisplay) async throws {
        var table = try ResourceTable(type, display.table, now: session.services.now())
        var widths: [Int] = []
        var shownVersions: [String: String] = [:]
        try await run { sight in
            let objects: [ResourceObject] =
                switch sight {
                case .all(let objects): objects
                case .change(.added(let object)), .change(.modified(let object)), .change(.deleted(let object)):
                    [object]
                case .change(.bookmark): []
                }
            // After a gap only what is new is shown.
            let fresh = objects.filter {
                shownVersions.updateValue($0.resourceVersion, forKey: $0.uid) != $0.resourceVersion
            }
            guard !fresh.isEmpty else { return false }
            if display.output.isTable {
                try session.streams.writeOutput(table.text(for: fresh, now: session.services.now()))
            } else {
                for object in fresh {
                    let text = try display.writer(isList: false).text(
                        for: [TypedObject(object: object, type: type)], &widths)
                    try session.streams.writeOutput(display.output == .yaml ? "---\n" + text : text)
                }
            }
            return false
        }
    }
}

/// How objects are written for `get`.
struct ResourceDisplay: Sendable {
    /// The session.
    var session: ResourceSession
    /// The form.
    var output: ResourceOutput
    /// How tables look.
    var table: ResourceTable.Options
    /// Whether managedFields are shown.
    var showsManagedFields = false

    /// The writer for all forms but tables of types.
    func writer(isList: Bool) -> ObjectWriter {
        ObjectWriter(output: output, showsManagedFields: showsManagedFields, isList: isList)
    }

    /// The text of objects: one table for each type, with an empty line between.
    func text(for objects: [TypedObject], isList: Bool) throws -> String {
        guard output.isTable else { return try writer(isList: isList).text(for: objects) }
        var groups: [(type: ResourceType, objects: [ResourceObject])] = []
        for object in objects {
            if let index = groups.firstIndex(where: { $0.type.id == object.type.id }) {
                groups[index].objects.append(object.object)
            } else {
                groups.append((object.type, [object.object]))
            }
        }
        var options = table
        options.qualifiesNames = groups.count > 1
        return try groups.map { group in
            var table = try ResourceTable(group.type, options, now: session.services.now())
            return table.text(for: group.objects)
        }.joined(separator: "\n")
    }
}
