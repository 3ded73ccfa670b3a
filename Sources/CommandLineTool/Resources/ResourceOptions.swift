internal import Arguments
internal import ResourceStore

/// The options that every command about resources has.
struct ConnectionArguments: Sendable {
    let kubeconfig: Handle<String?>
    let context: Handle<String?>
    let namespace: Handle<String?>

    init(_ arguments: inout Declarations) {
        arguments.group("Where")
        namespace = arguments.option("namespace", short: "n", "NS", "The namespace; that of the context by default.")
        kubeconfig = arguments.option(
            "kubeconfig", "FILE",
            "The kubeconfig of the control plane; KUBECONFIG, or gantry-data/kubeconfig here, by default.",
            completion: .files)
        context = arguments.option("context", "NAME", "Which context of the kubeconfig.")
    }

    /// Opens the store that is meant.
    func session(
        _ values: ParsedArguments, _ services: ResourceServices, _ streams: StandardStreams
    ) async throws -> ResourceSession {
        let given = try values[namespace]
        let warnings = WarningLog(streams)
        let connection = try await services.connect(try values[kubeconfig], try values[context]) { warnings.passOn($0) }
        return ResourceSession(
            connection: connection, catalog: TypeCatalog(types: services.types()), services: services, streams: streams,
            warnings: warnings, givenNamespace: given)
    }
}

/// The options that choose objects.
struct SelectionArguments: Sendable {
    let labels: Handle<String?>
    let fields: Handle<String?>
    let isInAllNamespaces: Handle<Bool>

    init(_ arguments: inout Declarations) {
        arguments.group("Which")
        labels = arguments.option(
            "selector", short: "l", "LABELS", "Only objects with these labels, as in app=web,tier!=test.")
        fields = arguments.option(
            "field-selector", "FIELDS", "Only objects with these fields, as in metadata.name=x.")
        isInAllNamespaces = arguments.flag("all-namespaces", short: "A", "The objects of all namespaces.")
    }

    /// What was chosen.
    func selection(
        _ words: [String], _ values: ParsedArguments, _ session: ResourceSession
    ) throws -> ResourceSelection {
        var selection = ResourceSelection(targets: try ResourceTargets(words, session.catalog, values))
        let labelText = try values[labels]
        let fieldText = try values[fields]
        selection.isInAllNamespaces = try values[isInAllNamespaces]
        if let labelText { selection.options.labelSelector = try LabelSelector(parsing: labelText) }
        if let fieldText { selection.options.fieldSelector = try FieldSelector(parsing: fieldText) }
        guard !selection.targets.names.isEmpty else { return selection }
        if labelText != nil || fieldText != nil || selection.isInAllNamespaces {
            throw values.error(
                what: "Names and selectors don't go together.",
                why: "A name says already which object is meant.",
                remedy: "Leave out the names, or the selectors and -A.")
        }
        return selection
    }
}

/// How long a command may take: `30s`, `5m`, `1h30m`, `0`.
struct DurationValue: Sendable, Equatable, ArgumentValue {
    /// The time.
    var seconds: Double
    /// As it was typed.
    var argumentText: String

    /// Reads a duration; a number alone is seconds.
    init(argument text: String) throws(InvalidValue) {
        argumentText = text
        seconds = 0
        var digits = ""
        for character in text {
            if character.isASCII, character.isNumber {
                digits.append(character)
                continue
            }
            let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
            guard let unit = units[character], let number = Double(digits) else {
                throw InvalidValue("is not a time such as 30s, 5m or 1h30m")
            }
            seconds += number * unit
            digits = ""
        }
        if !digits.isEmpty { seconds += Double(digits) ?? 0 }
        guard !text.isEmpty, seconds <= 366 * 86_400 else { throw InvalidValue("is not a time of at most a year") }
    }
}
