internal import Values

/// What a dry run found, for people: short, with a pointer to the whole.
enum PreviewText {
    /// The texts of all machines, one after another.
    static func text(of documents: [JSONValue]) -> String {
        documents.map(text(of:)).joined(separator: "\n")
    }

    private static func text(of preview: JSONValue) -> String {
        var lines = ["\(field(preview, "metadata", "name")) would be made of \(field(preview, "source", "name"))"]
        lines += section("Concerns", list(preview, "concerns")) {
            "\(field($0, "category")): \(field($0, "what"))  [\(field($0, "id"))]"
        }
        lines += section("What changes", list(preview, "changes")) { "\(field($0, "subject")): \(field($0, "what"))" }
        lines += section("Time", list(preview["estimate"], "phases")) { phase in
            "\(field(phase, "name")): \(range(phase["seconds"]))"
        }
        lines.append("  in all: \(range(preview["estimate"]?["total"]))")
        lines.append("The whole, with the manifest and where each field comes from: -o yaml")
        return lines.map { printable($0) + "\n" }.joined()
    }

    private static func section(
        _ title: String, _ values: [JSONValue], _ line: (JSONValue) -> String
    ) -> [String] {
        ["\(title):"] + (values.isEmpty ? ["  none"] : values.map { "  " + line($0) })
    }

    private static func list(_ value: JSONValue?, _ key: String) -> [JSONValue] { value?[key]?.array ?? [] }

    private static func field(_ value: JSONValue, _ path: String...) -> String {
        path.reduce(JSONValue?.some(value)) { $0?[$1] }?.string ?? "-"
    }

    private static func range(_ seconds: JSONValue?) -> String {
        let p50 = seconds?["p50Seconds"]?.double ?? 0
        let p90 = seconds?["p90Seconds"]?.double ?? 0
        return "\(duration(p50)) to \(duration(p90))"
    }

    private static func duration(_ seconds: Double) -> String {
        seconds < 90 ? "\(Int(seconds.rounded(.up))) s" : "\(Int((seconds / 60).rounded(.up))) min"
    }
}
