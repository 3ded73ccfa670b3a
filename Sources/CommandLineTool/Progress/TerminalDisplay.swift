internal import Engine

/// Progress for a terminal: finished phases stay as lines, the one that runs is redrawn in place.
struct TerminalDisplay: ProgressDisplay {
    private let renderer: ProgressRenderer
    private let title: String
    private var state = ProgressState(startedAt: 0)
    private var liveLines: [String] = []
    private var drawnAt = -1.0

    /// Redrawing more often than this shows nothing more and costs the terminal.
    static let shortestIntervalSeconds = 0.1

    init(title: String, traits: TerminalTraits) {
        self.title = title
        renderer = ProgressRenderer(hasColor: traits.hasColor, hasUnicode: traits.hasUnicode)
    }

    mutating func begin(_ moment: Moment) -> String {
        state.startedAt = moment.seconds
        let head = renderer.bold("gantry \(GantryVersion.text)") + "  " + printable(title)
        return CursorGuard.hide + head + "\n" + redraw(moment)
    }

    mutating func receive(_ event: MigrationEvent, _ moment: Moment) -> String {
        let running = state.current
        state.apply(event, at: moment.seconds)
        let lines = renderer.lasting(event, running: running, total: moment.seconds - state.startedAt)
        if lines.isEmpty, moment.seconds - drawnAt < Self.shortestIntervalSeconds { return "" }
        return erase() + lines.map { $0 + "\n" }.joined() + redraw(moment)
    }

    mutating func tick(_ moment: Moment) -> String {
        guard moment.seconds - drawnAt >= Self.shortestIntervalSeconds else { return "" }
        return erase() + redraw(moment)
    }

    mutating func end(_ moment: Moment) -> String {
        let lines = state.current.map { renderer.unfinished($0, at: moment.seconds) } ?? ""
        return erase() + lines + CursorGuard.show
    }

    /// Puts the cursor back to the first of the lines that are redrawn, and clears from there on.
    private mutating func erase() -> String {
        defer { liveLines = [] }
        return liveLines.isEmpty ? "" : "\u{1B}[\(liveLines.count)A\r\u{1B}[J"
    }

    private mutating func redraw(_ moment: Moment) -> String {
        drawnAt = moment.seconds
        liveLines = renderer.live(state, at: moment.seconds, columns: moment.columns)
        return liveLines.map { $0 + "\n" }.joined()
    }
}
