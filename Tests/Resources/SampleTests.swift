import Foundation
import Resources
import Testing
import Values
import YAML

@Suite("Manifests that users have", .enabled(if: Reference.isExpected))
struct SampleTests {
    @Test("every sample of our kinds is valid and reads back unchanged")
    func samples() throws {
        var count = 0
        for file in try Reference.files(in: "samples") {
            for document in try YAML.parse(try Reference.text("samples/" + file)) {
                if try check(document, file) { count += 1 }
            }
        }
        #expect(count >= 15)
    }

    @Test("every example of the documents that this began with is valid and reads back unchanged")
    func examples() throws {
        let seeds = Reference.folder + "/../../seeds"
        var kinds: [String] = []
        for file in try FileManager.default.contentsOfDirectory(atPath: seeds).sorted() {
            let text = try String(contentsOfFile: seeds + "/" + file, encoding: .utf8)
            for block in text.components(separatedBy: "```yaml\n").dropFirst() {
                let example = block.components(separatedBy: "```")[0]
                guard example.contains("\nkind: ") else { continue }
                for document in try YAML.parse(tidied(example)) where try check(document, file) {
                    kinds.append(document["kind"]?.string ?? "")
                }
            }
        }
        #expect(
            kinds.sorted() == [
                "ConfigMap", "ConfigMap", "ConfigMap", "ResourceMapping", "ResourceMapping", "Secret", "Secret",
                "VirtualMachineImport",
            ])
    }

    /// The examples have capitals, numbers and indents that no server takes; what they mean is clear.
    private func tidied(_ example: String) -> String {
        var text = example.components(separatedBy: "\nstatus:")[0]
        for key in ["Metadata", "Spec", "Target"] {
            text = text.replacingOccurrences(of: "\(key):", with: "\(key.lowercased()):")
        }
        return text.replacingOccurrences(of: "progress: 20", with: "progress: \"20\"")
            .replacingOccurrences(of: "\n...\n", with: "\n   ...\n")
    }

    private func check(_ document: JSONValue, _ file: String) throws -> Bool {
        var object = ResourceObject(document)
        guard let type = ResourceRegistry.type(apiVersion: object.apiVersion, kind: object.kind) else { return false }
        if type.isNamespaced && object.namespace == nil { object.namespace = "default" }
        let admission = type.admit(object)
        #expect(admission.violations == [], "\(file)")
        #expect(admission.unknownFields == [], "\(file)")
        #expect(try throughModel(object) == object, "\(file)")
        #expect(try throughModel(admission.object) == admission.object, "\(file)")
        return true
    }
}
