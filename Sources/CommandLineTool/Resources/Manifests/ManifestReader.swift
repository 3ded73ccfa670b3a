internal import Failures
internal import Files
internal import Resources
internal import Threads
internal import Values
internal import YAML

/// An object that a file holds, and where.
struct ManifestObject: Sendable {
    /// The object.
    var object: ResourceObject
    /// Its type.
    var type: ResourceType
    /// The file, and which of its documents: `plans.yaml, document 2`.
    var origin: String

    /// How messages name it.
    var label: String { TypedObject(object: object, type: type).label }
}

/// Reads the objects of files, folders and standard input.
struct ManifestReader: Sendable {
    /// The types that objects may have.
    var catalog: TypeCatalog
    /// Whether folders in folders are read too.
    var isRecursive = false
    /// Reads standard input.
    var readStandardInput: @Sendable () async throws -> [UInt8]

    /// What was read, and all that is wrong with the rest.
    struct Result: Sendable {
        /// The objects: namespaces first, which the others may need, then as they were read.
        var objects: [ManifestObject] = []
        /// What could not be read.
        var failures: [Failure] = []
    }

    /// More files than that are a mistake.
    private static let fileLimit = 10_000

    /// Reads all paths; `-` is standard input.
    func read(_ paths: [String]) async throws -> Result {
        var result = Result()
        for path in paths {
            do {
                for file in try await files(at: path) {
                    add(try await bytes(of: file), from: file == "-" ? "standard input" : file, to: &result)
                }
            } catch let error as SystemError {
                let why = "\(error.description)."
                result.failures.append(
                    ResourceFailure.unreadable(path: path, what: "The file can't be read.", why: why).failure)
            }
        }
        let namespaces = result.objects.filter { $0.type.kind == "Namespace" }
        result.objects = namespaces + result.objects.filter { $0.type.kind != "Namespace" }
        return result
    }

    private func bytes(of file: String) async throws -> [UInt8] {
        guard file != "-" else { return try await readStandardInput() }
        return try await onOwnThread(named: "manifest") { try Files.read(file) }
    }

    private func files(at path: String) async throws -> [String] {
        guard path != "-" else { return [path] }
        let isRecursive = isRecursive
        return try await onOwnThread(named: "manifest") {
            Files.isFolder(path) ? try Self.files(inFolder: path, isRecursive, depth: 0) : [path]
        }
    }

    private static func files(inFolder folder: String, _ isRecursive: Bool, depth: Int) throws -> [String] {
        // A link that leads back up would go on for ever.
        guard depth < 32 else { throw SystemError("open", folder, code: 40) }
        var files: [String] = []
        for name in try Files.names(in: folder).sorted() {
            let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
            if Files.isFolder(path) {
                if isRecursive { files += try Self.files(inFolder: path, true, depth: depth + 1) }
            } else if [".yaml", ".yml", ".json"].contains(where: name.hasSuffix) {
                files.append(path)
            }
            guard files.count <= fileLimit else { throw SystemError("readdir", folder, code: 7) }
        }
        return files
    }

    private func add(_ bytes: [UInt8], from file: String, to result: inout Result) {
        let documents: [JSONValue]
        do {
            documents = try Self.documents(bytes, isJSON: file.hasSuffix(".json"))
        } catch {
            let reason = failure(of: error)
            result.failures.append(
                ResourceFailure.unreadable(path: file, what: reason.what, why: reason.why).failure)
            return
        }
        for (index, document) in documents.enumerated() where !document.isNull {
            let origin = documents.count == 1 ? file : "\(file), document \(index + 1)"
            for element in Self.elements(of: document) { add(element, origin, to: &result) }
        }
    }

    private static func documents(_ bytes: [UInt8], isJSON: Bool) throws -> [JSONValue] {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ResourceFailure.notAnObject(origin: "The text", why: "It is not valid UTF-8.")
        }
        return isJSON ? [try JSONValue.parse(text)] : try YAML.parse(text)
    }

    /// The objects of a `List`, or the one that it is.
    private static func elements(of document: JSONValue) -> [JSONValue] {
        guard document["kind"]?.string?.hasSuffix("List") == true, let items = document["items"]?.array else {
            return [document]
        }
        return items
    }

    private func add(_ value: JSONValue, _ origin: String, to result: inout Result) {
        let object = ResourceObject(value)
        do throws(ResourceFailure) {
            guard value.object != nil else {
                throw .notAnObject(origin: origin, why: "It is \(value.typeName), not an object.")
            }
            guard !object.apiVersion.isEmpty, !object.kind.isEmpty else {
                throw .notAnObject(origin: origin, why: "apiVersion or kind is missing.")
            }
            let type = try catalog.type(of: object)
            result.objects.append(ManifestObject(object: object, type: type, origin: origin))
        } catch {
            var failure = error.failure
            if !failure.what.hasPrefix(origin) { failure.what = "\(origin): \(failure.what)" }
            result.failures.append(failure)
        }
    }
}
