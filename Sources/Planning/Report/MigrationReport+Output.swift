internal import Values

extension MigrationReport {
    /// The report as report.json has it: fields in the order of their declaration, for programs and for diffs.
    public func json() throws -> String {
        try ValueEncoder().encode(self).jsonText(pretty: true) + "\n"
    }

    /// Reads a report.json.
    public init(json text: String) throws {
        self = try ValueDecoder().decode(MigrationReport.self, from: try JSONValue.parse(text))
    }

    /// The report as one page that needs nothing else; the picture of the display is put into it.
    public func html(screenshotPNG: [UInt8]? = nil) -> String {
        ReportPage(report: self, screenshotPNG: screenshotPNG).html.text
    }
}
