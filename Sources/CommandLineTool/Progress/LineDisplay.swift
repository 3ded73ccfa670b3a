internal import Engine
internal import Planning

/// Progress for a pipe, a file, or a terminal that can't redraw: a line per change of phase and one every 10 s.
struct LineDisplay: ProgressDisplay {
    static let intervalSeconds = 10.0

    var title: String
    private var state = ProgressState(startedAt: 0)
    private var spokeAt = 0.0
    private var beganAt = 0.0

    init(title: String) {
        self.title = title
    }

    mutating func begin(_ moment: Moment) -> String {
        beganAt = moment.seconds
        state.startedAt = moment.seconds
        return line("gantry \(GantryVersion.text): \(printable(title))", moment)
    }

    mutating func receive(_ event: MigrationEvent, _ moment: Moment) -> String {
        let current = state.current
        state.apply(event, at: moment.seconds)
        switch event {
        case .phaseStarted(let phase, let detail):
            return line("\(phase.rawValue) started" + suffix(detail), moment)
        case .phaseCompleted(let phase, let seconds, let detail):
            return line("\(phase.rawValue) done in \(durationText(seconds))" + suffix(detail), moment)
        case .failed:
            return current.map { line("\($0.phase.rawValue) failed", moment) } ?? ""
        case .progress: return tick(moment)
        default:
            let lines = EventLines(hasUnicode: false).lines(event, total: moment.seconds - state.startedAt)
            return lines.map { line($0, moment) }.joined()
        }
    }

    mutating func tick(_ moment: Moment) -> String {
        guard moment.seconds - spokeAt >= Self.intervalSeconds, let current = state.current else { return "" }
        return line(current.sentence(at: moment.seconds), moment)
    }

    mutating func end(_ moment: Moment) -> String { "" }

    private mutating func line(_ text: String, _ moment: Moment) -> String {
        spokeAt = moment.seconds
        return "[\(clockText(moment.seconds - beganAt))] \(text)\n"
    }

    private func suffix(_ detail: String) -> String { detail.isEmpty ? "" : ": \(printable(detail))" }
}

extension PhaseState {
    /// How far the phase is, on one line.
    func sentence(at seconds: Double) -> String {
        var parts: [String] = []
        if let fraction = overall.fraction {
            parts.append("\(Int(fraction * 100)) %")
        } else {
            parts.append("running for \(durationText(seconds - startedAt))")
        }
        if totalBytes > 0 { parts.append("\(byteText(doneBytes)) of \(byteText(totalBytes))") }
        if !disks.isEmpty, let rate = overall.rate.perSecond { parts.append("\(byteText(Int64(rate)))/s") }
        if let left = secondsLeft { parts.append("\(durationText(left)) left") }
        return "\(phase.rawValue) \(parts.joined(separator: ", "))"
    }
}
