import Foundation
import Testing
import Values
import YAML

@Suite("YAML read by others")
struct SecondOpinionTests {
    @Test("PyYAML, which reads YAML 1.1, takes our text for the same documents", arguments: [1, 2, 3])
    func pyYAML(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let words: [JSONValue] = [
            "yes", "No", "on", "OFF", "y", "null", "~", "", "012", "0o12", "0x1F", "0b1", "1_000", "1e3", "1.5", ".5",
            "12:30:45",
            "2001-12-14", "=", "<<", "190:20:30", "+1", "-.inf", ".NaN", "1e+3", "0.", "1,000", "e3", "1f", "0xg", "-",
        ]
        let texts = (0..<400).map { _ in JSONValue.string(randomText(using: &generator)) }
        let documents: [JSONValue] = [
            .array(words), .array(texts), ["a": .array(texts), "on": 1, "b": [true, nil, -7, "one\ntwo\n", "a\n\nb"]],
        ]
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gantry-yaml-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let yaml = folder.appendingPathComponent("a.yaml").path
        let json = folder.appendingPathComponent("a.json").path
        try YAML.text(of: documents).write(toFile: yaml, atomically: false, encoding: .utf8)
        try JSONValue.array(documents).jsonText().write(toFile: json, atomically: false, encoding: .utf8)
        let script = """
            import json, sys, yaml
            theirs = list(yaml.safe_load_all(open(sys.argv[1], encoding="utf-8")))
            ours = json.load(open(sys.argv[2], encoding="utf-8"))
            def differ(a, b, at):
                if type(a) is not type(b): print(at, repr(a), repr(b)); return True
                if isinstance(a, list): return len(a) != len(b) or any([differ(x, y, f"{at}[{i}]") for i, (x, y) in enumerate(zip(a, b))])
                if isinstance(a, dict): return list(a) != list(b) or any([differ(a[k], b[k], f"{at}.{k}") for k in a])
                if a != b: print(at, repr(a), repr(b))
                return a != b
            sys.exit(1 if differ(theirs, ours, "") else 0)
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, yaml, json]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "seed \(seed): \(output)")
    }
}
