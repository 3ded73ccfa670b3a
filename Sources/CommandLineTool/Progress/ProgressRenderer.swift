internal import Engine
internal import Planning

/// Draws the state of a migration as lines for a terminal.
struct ProgressRenderer: Sendable {
    var hasColor: Bool
    var hasUnicode: Bool

    private static let nameColumns = MigrationPhase.allCases.map(\.rawValue.count).max() ?? 0

    /// Below this there is no room for a name, a bar and a number.
    private static let narrowestBars = 18

    func bold(_ text: String) -> String { style("1", text) }

    /// The lines that stay on the screen for an event.
    func lasting(_ event: MigrationEvent, running: PhaseState?, total: Double) -> [String] {
        switch event {
        case .phaseCompleted(let phase, let seconds, let detail):
            let mark = style("32", hasUnicode ? "✔" : "+")
            let time = fitted(durationText(seconds), 8, leading: true)
            return ["  \(mark) \(fitted(phase.rawValue, Self.nameColumns)) \(time)" + suffix(detail)]
        case .failed:
            guard let running else { return [] }
            return ["  \(style("31", hasUnicode ? "✘" : "x")) \(running.phase.rawValue)"]
        case .completed:
            let lines = EventLines(hasUnicode: hasUnicode).lines(event, total: total)
            return lines.enumerated().map { $0.offset == 0 ? bold($0.element) : $0.element }
        case .message(.warning, _), .message(.error, _), .concern:
            return colored(EventLines(hasUnicode: hasUnicode).lines(event, total: total), event)
        default: return EventLines(hasUnicode: hasUnicode).lines(event, total: total).map { "  \($0)" }
        }
    }

    /// The lines that are redrawn; none is wider than the terminal.
    func live(_ state: ProgressState, at seconds: Double, columns: Int) -> [String] {
        guard let current = state.current else { return [] }
        let width = max(1, columns - 1)
        let head = headLine(current, at: seconds, width: width)
        guard width >= Self.narrowestBars else { return [head] }
        guard current.disks.count > 1 else { return [head] + current.disks.map { diskLine($0, current, width) } }
        // A screen has few lines; with many disks the sum must do for the rest.
        let shown = current.disks.filter { ($0.amount.fraction ?? 0) < 1 }.prefix(8)
        return [head] + shown.map { diskLine($0, current, width) } + [overallLine(current, width)]
    }

    /// The line that stays when it ends in the middle of a phase.
    func unfinished(_ phase: PhaseState, at seconds: Double) -> String {
        "  \(style("33", hasUnicode ? "▪" : "-")) \(phase.sentence(at: seconds))\n"
    }

    private func headLine(_ current: PhaseState, at seconds: Double, width: Int) -> String {
        let frames: [Character] = hasUnicode ? Array("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏") : Array("|/-\\")
        let frame = frames[Int(max(0, seconds - current.startedAt) * 10) % frames.count]
        let time = fitted(clockText(seconds - current.startedAt), 8, leading: true)
        let name = fitted(current.phase.rawValue, Self.nameColumns)
        var text = "  \(frame) \(name) \(time)"
        if current.disks.isEmpty, current.overall.fraction != nil, width >= text.count + 12 {
            return "\(text)  \(bar(current.overall, rest: restText(current), width: width - text.count - 2))"
        }
        if !current.detail.isEmpty { text += "  \(printable(current.detail))" }
        return clipped(text, width)
    }

    private func diskLine(_ disk: PhaseState.DiskState, _ phase: PhaseState, _ width: Int) -> String {
        let left = disk.amount.rate.secondsLeft(for: Double(disk.totalBytes - disk.doneBytes))
        let rest = amountText(disk.doneBytes, disk.totalBytes, disk.amount.rate.perSecond, left)
        return barLine(printable(disk.name), disk.amount, rest, phase, width)
    }

    private func overallLine(_ phase: PhaseState, _ width: Int) -> String {
        let rest = amountText(phase.doneBytes, phase.totalBytes, phase.overall.rate.perSecond, phase.secondsLeft)
        return barLine("all \(phase.disks.count) disks", phase.overall, rest, phase, width)
    }

    private func barLine(
        _ name: String, _ amount: PhaseState.AmountState, _ rest: [String], _ phase: PhaseState, _ width: Int
    ) -> String {
        let longest = phase.disks.map(\.name.count).max() ?? 0
        let columns = min(max(12, longest), 24, width / 4)
        return "    \(fitted(name, columns))  \(bar(amount, rest: rest, width: width - columns - 6))"
    }

    private func restText(_ phase: PhaseState) -> [String] {
        phase.secondsLeft.map { ["ETA \(clockText($0))"] } ?? []
    }

    private func amountText(_ done: Int64, _ total: Int64, _ rate: Double?, _ left: Double?) -> [String] {
        var parts = [fitted("\(byteText(done)) of \(byteText(total))", 22)]
        parts.append(fitted(rate.map { "\(byteText(Int64($0)))/s" } ?? "", 12))
        parts.append(left.map { "ETA \(clockText($0))" } ?? "")
        return parts
    }

    /// The bar, the percentage, and as many of the further words as there is room for.
    private func bar(_ amount: PhaseState.AmountState, rest: [String], width: Int) -> String {
        let percents = amount.fraction.map(percentText) ?? "  - %"
        var words = rest
        while !words.isEmpty, width - percents.count - length(words) < 10 { words.removeFirst() }
        let barWidth = min(40, width - percents.count - length(words) - 1)
        guard barWidth >= 4 else { return clipped(percents, width) }
        let full = Int(Double(barWidth) * (amount.fraction ?? 0))
        let done = String(repeating: hasUnicode ? "█" : "#", count: full)
        let open = String(repeating: hasUnicode ? "░" : ".", count: barWidth - full)
        return style("36", done) + style("2", open) + " " + percents + words.map { "  \($0)" }.joined()
    }

    private func length(_ words: [String]) -> Int { words.reduce(0) { $0 + $1.count + 2 } }

    private func colored(_ lines: [String], _ event: MigrationEvent) -> [String] {
        if case .message(.error, _) = event { return lines.map { "  " + style("31", $0) } }
        if case .concern(_, "Information", _) = event { return lines.map { "  \($0)" } }
        return lines.map { "  " + style("33", $0) }
    }

    private func suffix(_ detail: String) -> String { detail.isEmpty ? "" : "   \(printable(detail))" }

    private func style(_ code: String, _ text: String) -> String {
        hasColor && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    private func fitted(_ text: String, _ columns: Int, leading: Bool = false) -> String {
        let space = String(repeating: " ", count: max(0, columns - text.count))
        return leading ? space + text : clipped(text, columns) + space
    }

    private func clipped(_ text: String, _ columns: Int) -> String {
        text.count <= columns ? text : text.prefix(max(0, columns - 1)) + (hasUnicode ? "…" : "~")
    }
}
