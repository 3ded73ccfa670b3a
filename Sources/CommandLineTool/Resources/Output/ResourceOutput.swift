internal import Arguments
internal import Values

/// How objects are written: `-o wide`, `-o jsonpath=…`.
enum ResourceOutput: Sendable, Equatable, ArgumentValue {
    /// A table.
    case table
    /// A table with all columns.
    case wide
    /// `plan.forklift.konveyor.io/x`, one on a line.
    case name
    /// YAML.
    case yaml
    /// JSON.
    case json
    /// What a template makes of them.
    case template(JSONPathTemplate, text: String)
    /// A table of one's own columns.
    case columns([CustomColumn], text: String)

    /// A column of one's own.
    struct CustomColumn: Sendable, Equatable {
        /// The heading.
        var heading: String
        /// Where its values are.
        var path: JSONPath
    }

    init(argument text: String) throws(InvalidValue) {
        switch text {
        case "table": self = .table
        case "wide": self = .wide
        case "name": self = .name
        case "yaml": self = .yaml
        case "json": self = .json
        default: self = try Self.withPath(text)
        }
    }

    private static func withPath(_ text: String) throws(InvalidValue) -> ResourceOutput {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, ["jsonpath", "custom-columns"].contains(parts[0]) else {
            throw InvalidValue("is not one of the forms of output")
        }
        do throws(JSONPathError) {
            if parts[0] == "jsonpath" { return .template(try JSONPathTemplate(parts[1]), text: text) }
            return .columns(try columns(parts[1]), text: text)
        } catch {
            throw InvalidValue("can't be understood: at character \(error.column) of '\(error.text)', \(error.problem)")
        }
    }

    /// Reads `NAME:.metadata.name,TYPE:.spec.type`; a comma within brackets belongs to its path.
    private static func columns(_ text: String) throws(JSONPathError) -> [CustomColumn] {
        var columns: [CustomColumn] = []
        for piece in pieces(of: text) {
            let halves = piece.split(separator: ":", maxSplits: 1).map(String.init)
            guard halves.count == 2 else {
                throw JSONPathError(text: piece, column: 1, problem: "a column is written HEADING:PATH")
            }
            columns.append(CustomColumn(heading: halves[0], path: try JSONPathTemplate.path(halves[1])))
        }
        return columns
    }

    private static func pieces(of text: String) -> [String] {
        var pieces = [""]
        var depth = 0
        for character in text {
            if character == "[" { depth += 1 }
            if character == "]" { depth -= 1 }
            if character == ",", depth == 0 {
                pieces.append("")
            } else {
                pieces[pieces.count - 1].append(character)
            }
        }
        return pieces
    }

    /// The form in which it is typed.
    var argumentText: String {
        switch self {
        case .table: "table"
        case .wide: "wide"
        case .name: "name"
        case .yaml: "yaml"
        case .json: "json"
        case .template(_, let text), .columns(_, let text): text
        }
    }

    static var allowedValues: [String] { ["table", "wide", "name", "yaml", "json", "jsonpath=", "custom-columns="] }

    /// Whether it is a table of the types' own columns.
    var isTable: Bool { self == .table || self == .wide }
}
