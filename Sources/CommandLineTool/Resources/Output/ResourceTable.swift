internal import Resources
internal import Values

/// Turns objects of one type into the rows that `kubectl get` would show.
struct ResourceTable: Sendable {
    /// What is shown besides the columns of the type.
    struct Options: Sendable, Equatable {
        /// Whether the namespace comes first.
        var showsNamespace = false
        /// Whether columns of lesser importance are shown too.
        var isWide = false
        /// Whether the labels come last.
        var showsLabels = false
        /// Whether names carry their type, for tables of several types.
        var qualifiesNames = false
        /// Whether the line of headings is left out.
        var hidesHeadings = false
    }

    private let type: ResourceType
    private let options: Options
    private let now: Double
    private let columns: [Column]
    /// Grows with rows that come later, so that a watch stays in line.
    private var widths: [Int] = []
    private var isBegun = false

    private struct Column: Sendable {
        var heading: String
        var kind: String
        var path: JSONPath
    }

    /// Prepares a table of one type; ages count from `now`.
    init(_ type: ResourceType, _ options: Options, now: Double) throws(JSONPathError) {
        self.type = type
        self.options = options
        self.now = now
        var columns: [Column] = []
        for column in type.columns where column.priority == 0 || options.isWide {
            let path = try JSONPathTemplate.path(column.jsonPath)
            columns.append(Column(heading: column.name.uppercased(), kind: column.type, path: path))
        }
        if !type.columns.contains(where: { $0.jsonPath == ".metadata.creationTimestamp" }) {
            let path = JSONPath(steps: [.fields(["metadata"]), .fields(["creationTimestamp"])])
            columns.append(Column(heading: "AGE", kind: "date", path: path))
        }
        self.columns = columns
    }

    /// The lines of some objects; the first time with the headings.
    mutating func text(for objects: [ResourceObject], now: Double? = nil) -> String {
        var rows = objects.map { cells($0, now: now ?? self.now).map(printable) }
        if !isBegun, !options.hidesHeadings { rows.insert(headings, at: 0) }
        isBegun = true
        return TextColumns.text(rows, &widths)
    }

    private var headings: [String] {
        let names = (options.showsNamespace ? ["NAMESPACE"] : []) + ["NAME"] + columns.map(\.heading)
        return names + (options.showsLabels ? ["LABELS"] : [])
    }

    private func cells(_ object: ResourceObject, now: Double) -> [String] {
        let name = options.qualifiesNames ? "\(type.singularGroup)/\(object.name)" : object.name
        var cells = (options.showsNamespace ? [object.namespace ?? ""] : []) + [name]
        cells += columns.map { cell($0, object, now) }
        if options.showsLabels { cells.append(Self.text(of: object.labels)) }
        return cells
    }

    private func cell(_ column: Column, _ object: ResourceObject, _ now: Double) -> String {
        guard let value = column.path.values(in: object.value).first, !value.isNull else { return "" }
        if column.kind == "date" { return value.string.map { Age.text(since: $0, now: now) } ?? "" }
        return JSONPath.text(of: value)
    }

    /// Labels in one cell: `a=b,c=d`.
    static func text(of labels: [String: String]) -> String {
        guard !labels.isEmpty else { return "<none>" }
        return labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    }
}

/// Columns as kubectl sets them: three spaces between, none narrower than six.
enum TextColumns {
    /// The rows as lines; the widths are those of the rows before, and grow with these.
    static func text(_ rows: [[String]], _ widths: inout [Int]) -> String {
        for row in rows {
            for (index, cell) in row.enumerated() {
                if index == widths.count { widths.append(6) }
                widths[index] = max(widths[index], cell.count + 3)
            }
        }
        return rows.map { line($0, widths) }.joined()
    }

    /// The rows as lines.
    static func text(_ rows: [[String]]) -> String {
        var widths: [Int] = []
        return text(rows, &widths)
    }

    private static func line(_ row: [String], _ widths: [Int]) -> String {
        var line = ""
        for (cell, width) in zip(row, widths) { line += cell + String(repeating: " ", count: width - cell.count) }
        while line.last == " " { line.removeLast() }
        return line + "\n"
    }
}

extension ResourceType {
    /// What names a type in front of a name: `plan.forklift.konveyor.io`, `pod`.
    var singularGroup: String { id.group.isEmpty ? singular : "\(singular).\(id.group)" }
}
