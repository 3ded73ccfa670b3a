internal import Engine
internal import Planning

/// A way to show a migration: events in, text to write out.
///
/// Without I/O, so that tests can look at it.
protocol ProgressDisplay: Sendable {
    /// The first text, before anything is known.
    mutating func begin(_ moment: Moment) -> String
    /// The text for an event.
    mutating func receive(_ event: MigrationEvent, _ moment: Moment) -> String
    /// The text for the passing of time.
    mutating func tick(_ moment: Moment) -> String
    /// The last text.
    mutating func end(_ moment: Moment) -> String
}

/// When something is shown, and how wide the terminal is then.
struct Moment: Sendable {
    /// Monotonic seconds.
    var seconds: Double
    /// The time of day, RFC 3339.
    var timeStamp: String
    /// The terminal's columns.
    var columns: Int
}

/// The lines that stay: what both the terminal and a pipe tell of an event.
struct EventLines {
    var hasUnicode: Bool

    func lines(_ event: MigrationEvent, total: Double) -> [String] {
        switch event {
        case .started(let machine, let source): ["\(printable(machine)) from \(printable(source))"]
        case .message(let level, let text): [label(level) + printable(text)]
        case .concern(let id, let category, let text):
            ["\(category.lowercased()): \(printable(text)) [\(printable(id))]"]
        case .completed(let machine, let folder, let report, let bootCheck):
            [
                "\(printable(machine)) is in \(printable(folder)) after \(durationText(total))"
                    + (bootCheck.map { "; boot check: \(printable($0))" } ?? ""), "report: \(printable(report))",
            ]
        // The failure itself is told on standard error, with its parts.
        case .failed, .phaseStarted, .phaseCompleted, .progress: []
        }
    }

    private func label(_ level: MessageLevel) -> String {
        switch level {
        case .info: ""
        case .warning: "warning: "
        case .error: "error: "
        }
    }
}
