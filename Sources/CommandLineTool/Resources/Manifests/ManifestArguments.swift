internal import Arguments
internal import Failures
internal import ResourceStore
internal import Resources

/// What becomes of fields that a type doesn't have.
enum FieldCheck: String, Sendable, CaseIterable, ArgumentValue {
    /// They are an error.
    case strict
    /// They are told, and dropped.
    case warn
    /// They are dropped.
    case ignore

    fileprivate var ofStore: WriteOptions.FieldValidation {
        switch self {
        case .strict: .strict
        case .warn: .warn
        case .ignore: .ignore
        }
    }
}

/// How far a trial goes.
enum DryRun: String, Sendable, CaseIterable, ArgumentValue {
    /// No trial.
    case none
    /// Nothing is sent.
    case client
    /// The server checks everything and keeps nothing.
    case server
}

/// The options of commands that take manifests.
struct ManifestArguments: Sendable {
    let files: Handle<[String]>
    let isRecursive: Handle<Bool>

    init(_ arguments: inout Declarations) {
        arguments.group("")
        files = arguments.options(
            "filename", short: "f", "FILE", "A file or folder of manifests in YAML or JSON; '-' is standard input.",
            completion: .files)
        isRecursive = arguments.flag("recursive", short: "R", "Folders in folders too.")
    }

    /// Reads what was named.
    func read(_ values: ParsedArguments, _ session: ResourceSession) async throws -> ManifestReader.Result {
        let reader = ManifestReader(
            catalog: session.catalog, isRecursive: try values[isRecursive],
            readStandardInput: session.services.readStandardInput)
        return try await reader.read(try values[files])
    }
}

/// The options of commands that write manifests.
struct ManifestWriteArguments: Sendable {
    let validate: Handle<FieldCheck>
    let dryRun: Handle<DryRun>
    let output: Handle<ResourceOutput?>

    init(_ arguments: inout Declarations) {
        arguments.group("How")
        validate = arguments.option(
            "validate", "CHECK", "What becomes of fields that the type doesn't have.", default: FieldCheck.warn)
        dryRun = arguments.option("dry-run", "WHERE", "Shows what would be done.", default: DryRun.none)
        output = arguments.option(
            "output", short: "o", "FORM", "How to write the objects; one line for each by default.",
            as: ResourceOutput.self)
    }

    /// The options for the store.
    func options(_ values: ParsedArguments, manager: String) throws -> WriteOptions {
        var options = WriteOptions(fieldManager: manager)
        options.isDryRun = try values[dryRun] != .none
        options.fieldValidation = try values[validate].ofStore
        return options
    }

    /// Reads and checks manifests before anything is written: all that is wrong with any of them is told at once.
    func checked(
        _ manifests: ManifestArguments, _ values: ParsedArguments, _ session: ResourceSession
    ) async throws -> [ManifestObject] {
        guard try !values[manifests.files].isEmpty else {
            throw values.error(
                what: "No manifests are named.", why: "They are what this command works on.",
                remedy: "Give -f with a file, a folder, or '-' for standard input.")
        }
        let check = try values[validate]
        var result = try await manifests.read(values, session)
        let totalCount = result.objects.count + result.failures.count
        for (index, object) in result.objects.enumerated() {
            do throws(ResourceFailure) {
                result.objects[index] = try placed(object, session)
                try examine(result.objects[index], check, session)
            } catch {
                result.failures.append(error.failure)
            }
        }
        try session.finish(result.failures, of: totalCount, "read")
        guard !result.objects.isEmpty else {
            throw values.error(
                what: "There is no object in what -f names.",
                why: "Files count when their names end in .yaml, .yml or .json.", remedy: "Check the path, or give -R.")
        }
        return result.objects
    }

    /// The object with the namespace in which it goes.
    private func placed(_ manifest: ManifestObject, _ session: ResourceSession) throws(ResourceFailure)
        -> ManifestObject
    {
        var manifest = manifest
        guard manifest.type.isNamespaced else {
            manifest.object.namespace = nil
            return manifest
        }
        let own = manifest.object.namespace
        if let own, let asked = session.givenNamespace, own != asked {
            throw .otherNamespace(label: manifest.label, origin: manifest.origin, own: own, asked: asked)
        }
        manifest.object.namespace = own ?? session.namespace
        return manifest
    }

    private func examine(
        _ manifest: ManifestObject, _ check: FieldCheck, _ session: ResourceSession
    ) throws(ResourceFailure) {
        guard check != .ignore else { return }
        let admission = manifest.type.admit(manifest.object)
        let unknown = admission.unknownFields.map(\.advice)
        var problems = admission.violations.map { "\($0.path): \($0.message)" }
        if check == .strict {
            problems += unknown
        } else {
            let label = "\(manifest.label) (\(manifest.origin))"
            for sentence in unknown { session.warnings.tell(sentence, about: label) }
        }
        guard problems.isEmpty else {
            throw .invalid(label: manifest.label, origin: manifest.origin, problems: problems)
        }
    }
}
