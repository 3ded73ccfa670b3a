extension ReportPage {
    /// Where the time went: a bar in proportion, then the numbers.
    var phasesSection: Section? {
        guard !report.phases.isEmpty else { return nil }
        let headings: [HTML] = ["Phase", "Started", "Took", "What came of it"]
        return Section(
            id: "time", title: "Where the time went",
            body: """
                \(timeBar)
                \(table("Phases", headings, report.phases.enumerated().markup { row($0.offset, $0.element) }))
                """)
    }

    private func row(_ index: Int, _ phase: MigrationReport.Phase) -> HTML {
        """
        <tr><th scope="row"><span class="swatch \(color(index))" aria-hidden="true"></span>\(phase.name)</th>
        <td>\(time(phase.startedAt, withDate: false))</td><td class="number">\(durationText(phase.seconds))</td>
        <td>\(phase.detail)</td></tr>

        """
    }

    private var timeBar: HTML {
        let total = report.phases.reduce(0) { $0 + share($1) }
        guard total > 0 else { return .empty }
        var left = 0.0
        let bars = report.phases.enumerated().markup { index, phase in
            let width = share(phase) / total * 1000
            defer { left += width }
            return """
                <rect class="\(color(index))" x="\(hundredths(left))" y="0" width="\(hundredths(width))" height="28">\
                <title>\(phase.name): \(durationText(phase.seconds))</title></rect>
                """
        }
        return """
            <svg class="timebar" viewBox="0 0 1000 28" preserveAspectRatio="none" role="img" \
            aria-label="The phases in proportion to their time; the table has the numbers">\(bars)</svg>
            """
    }

    private func share(_ phase: MigrationReport.Phase) -> Double {
        phase.seconds.isFinite ? min(1e9, max(0, phase.seconds)) : 0
    }

    private func color(_ index: Int) -> HTML { "c\(index % 8)" }

    private func hundredths(_ number: Double) -> String {
        let whole = Int((number * 100).rounded())
        let rest = whole % 100
        return "\(whole / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
