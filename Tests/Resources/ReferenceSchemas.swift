import Foundation
import Resources
import Testing
import Values
import YAML

/// The schemas of the originals, which are compared against and never part of the repository.
enum Reference {
    static let folder: String = {
        if let folder = ProcessInfo.processInfo.environment["GANTRY_REFERENCE_CRDS"] { return folder }
        let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return repository.appendingPathComponent("shared/reference/crds").path
    }()
    /// Without the originals there is nothing to compare, which is an error where everything has to be checked.
    static let isExpected =
        FileManager.default.fileExists(atPath: folder) || ProcessInfo.processInfo.environment["CI"] == "true"

    static func text(_ path: String) throws -> String {
        try String(contentsOfFile: folder + "/" + path, encoding: .utf8)
    }

    static func files(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder + "/" + path).sorted()
    }

    /// The original definitions of the types that we have, by name.
    static let definitions: Result<[String: JSONValue], any Error> = Result {
        var found: [String: JSONValue] = [:]
        for file in try files(in: ".") where file.hasPrefix("forklift_") || file.hasPrefix("nad_") {
            let document = try #require(try YAML.parse(try text(file)).last)
            found[document["metadata"]?["name"]?.string ?? file] = document
        }
        return found
    }
}

/// The last version of a definition.
func version(of definition: JSONValue) throws -> JSONValue {
    try #require(definition["spec"]?["versions"]?.array?.last)
}

/// The same value with the fields of all objects in the order of their names.
func sorted(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let fields):
        var result = OrderedFields()
        for field in fields.sorted() { result[field.key] = sorted(field.value) }
        return .object(result)
    case .array(let elements): return .array(elements.map(sorted))
    default: return value
    }
}

/// SplitMix64: small, and the same on every machine for a seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
