import FoundationEssentials
import Testing

/// How a program ended and what it wrote.
struct Outcome: Sendable {
    /// The exit code, or minus the signal that ended it.
    var exitCode: Int32
    var output: String
    var errorOutput: String
    var elapsedSeconds: Double

    /// The stable name that begins the last line of an error message: `[appliance.truncated]`.
    var errorID: String? {
        errorOutput.matches(of: /^ *\[([a-z0-9.-]+)\]/.anchorsMatchLineEndings()).last.map { String($0.1) }
    }

    /// Standard output as JSON lines; every line must be one.
    func events() throws -> [Event] {
        try output.split(separator: "\n").map { line in
            do {
                return try JSONDecoder().decode(Event.self, from: Data(line.utf8))
            } catch {
                throw HarnessError("not a JSON event: \(line)")
            }
        }
    }
}

/// One line of `-o json`, as far as tests look at it.
struct Event: Decodable {
    var event: String
    var id: String?
    var exitCode: Int32?
}

/// What goes wrong in the harness itself, or in the way a program behaves under it.
struct HarnessError: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}

/// Records that a command did not succeed, with all that it said.
func expectSuccess(_ outcome: Outcome, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(
        outcome.exitCode == 0, "it said:\n\(outcome.output.suffix(3000))\n\(outcome.errorOutput.suffix(3000))",
        sourceLocation: sourceLocation)
}

/// Checks a refusal: the exit code, the three parts of the message, and how the stable name begins.
///
/// Rooms differ in who sees a defect first, so there may be several beginnings; none means that any name will do.
func expectRefusal(
    _ outcome: Outcome, exitCode: Int32, ids beginnings: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let said = Comment(rawValue: "it said:\n\(outcome.output.suffix(2000))\n\(outcome.errorOutput.suffix(3000))")
    #expect(outcome.exitCode == exitCode, said, sourceLocation: sourceLocation)
    for part in ["error: ", "why: ", "do: "] {
        let isThere = outcome.errorOutput.split(separator: "\n").contains { line in
            line.drop { $0 == " " }.hasPrefix(part)
        }
        #expect(isThere, "no line begins with \"\(part)\"; \(said)", sourceLocation: sourceLocation)
    }
    let id = outcome.errorID
    let isExpected = beginnings.isEmpty || beginnings.contains { id?.hasPrefix($0) == true }
    #expect(
        id != nil && isExpected, "the error is called \(id ?? "nothing"), not \(beginnings); \(said)",
        sourceLocation: sourceLocation)
}
