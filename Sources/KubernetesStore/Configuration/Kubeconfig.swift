internal import Failures
internal import Files
internal import Glibc
internal import Values
internal import YAML

/// What kubeconfig files say: clusters, users, and contexts that pair them.
///
/// Of several files the first that has an entry of a name wins, as kubectl merges them.
public struct Kubeconfig: Sendable {
    var clusters: [String: ConfigurationFields] = [:]
    var users: [String: ConfigurationFields] = [:]
    var contexts: [String: ConfigurationFields] = [:]
    /// The context that is used when none is named; empty when there is none.
    public private(set) var currentContext = ""
    /// The files that were read.
    public private(set) var files: [String] = []

    /// The names of all contexts, in order.
    public var contextNames: [String] { contexts.keys.sorted() }

    /// Reads one file that a person named.
    public init(file: String) throws {
        try add(file)
    }

    /// Reads what `KUBECONFIG` names, or else `~/.kube/config`; files of the list that don't exist are left out.
    /// - Throws: `KubeconfigError`; `.missing` when there is no file at all.
    public init(environment: [String: String] = processEnvironment()) throws {
        let listed = (environment["KUBECONFIG"] ?? "").split(separator: ":").map(String.init)
        let standard = "\(environment["HOME"] ?? "")/.kube/config"
        let searched = listed.isEmpty ? [standard] : listed
        for file in searched where Files.exists(file) { try add(file) }
        guard !files.isEmpty else { throw KubeconfigError.missing(searched: searched) }
    }

    private mutating func add(_ file: String) throws {
        let text: String
        do {
            text = String(decoding: try Files.read(file, maximumBytes: 8 << 20), as: UTF8.self)
        } catch {
            throw KubeconfigError.unreadable(file: file, field: "", reason: error.reason + ".")
        }
        files.append(file)
        let document: ConfigurationFields
        do {
            let documents = try YAML.parse(text)
            guard documents.count <= 1 else {
                throw KubeconfigError.malformed(file: file, field: "", reason: "It has several documents.")
            }
            document = try ConfigurationFields(file: file, path: "", documents.first ?? [:])
        } catch let error as any NamedError where !(error is KubeconfigError) {
            throw KubeconfigError.malformed(
                file: file, field: "", reason: "\(error.failure.what) \(error.failure.why)")
        }
        try merge(document)
    }

    private mutating func merge(_ document: ConfigurationFields) throws {
        if currentContext.isEmpty { currentContext = try document.text("current-context") ?? "" }
        for (name, fields) in try document.named("clusters", "cluster") where clusters[name] == nil {
            clusters[name] = fields
        }
        for (name, fields) in try document.named("users", "user") where users[name] == nil { users[name] = fields }
        for (name, fields) in try document.named("contexts", "context") where contexts[name] == nil {
            contexts[name] = fields
        }
    }
}

/// The variables of this process.
public func processEnvironment() -> [String: String] {
    var variables: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
        let text = String(cString: entry)
        if let equals = text.firstIndex(of: "=") {
            variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
        }
        next += 1
    }
    return variables
}
