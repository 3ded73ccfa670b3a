/// How good news is; each has a colour and a sign, since colour alone is not seen by everyone.
enum Tone {
    case good, attention, bad, plain

    var name: HTML {
        switch self {
        case .good: "good"
        case .attention: "attention"
        case .bad: "bad"
        case .plain: "plain"
        }
    }

    /// A sign, drawn; the words beside it say the same.
    var symbol: HTML {
        let path: HTML =
            switch self {
            case .good: "M5 12.5l4.5 4.5L19 7.5"
            case .attention, .plain: "M12 6v7.5M12 17.4v.2"
            case .bad: "M7 7l10 10M17 7L7 17"
            }
        return """
            <svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="11"/><path d="\(path)"/></svg>
            """
    }
}

extension ReportPage {
    var verdict: (tone: Tone, sentence: HTML) {
        let name: HTML = "<bdi>\(report.machine)</bdi>"
        switch (report.result, report.bootCheck?.state) {
        case (.failed, .failed?): return (.bad, "\(name) was copied, but it does not boot")
        case (.failed, _): return (.bad, "The migration of \(name) failed")
        case (.interrupted, _): return (.attention, "The migration of \(name) was interrupted")
        case (.completed, .passed?): return (.good, "\(name) was migrated, and it boots")
        case (.completed, .failed?): return (.bad, "\(name) was migrated, but it does not boot")
        case (.completed, .inconclusive?):
            return (.attention, "\(name) was migrated; whether it boots could not be told")
        case (.completed, .off?), (.completed, nil): return (.good, "\(name) was migrated; it was not booted")
        }
    }

    /// The few figures that answer most questions.
    var tiles: HTML {
        let size = sum(\.sizeBytes)
        let moved = sum(\.bytesMoved)
        let verified = report.disks.filter { $0.verification != nil }.count
        var tiles: HTML = tile("Took", durationText(report.seconds), "from start to report")
        if !report.disks.isEmpty {
            let disks = report.disks.count == 1 ? "1 disk" : "\(report.disks.count) disks"
            tiles = tiles + tile("Size", byteText(size), "on \(disks)")
            tiles = tiles + tile("Moved", byteText(moved), "written to the target")
            tiles = tiles + tile("Read back", "\(verified) of \(report.disks.count)", "disks compared after writing")
        }
        if let check = report.bootCheck { tiles = tiles + tile("Boot check", check.state.words, check.short) }
        let open = report.concerns.filter { $0.category != .information }.count + report.losses.count
        tiles = tiles + tile("To look at", open == 0 ? "nothing" : String(open), "concerns and losses")
        return "<dl class=\"tiles\">\(tiles)</dl>"
    }

    /// The sum over the disks; one too large to be true stays the largest number there is.
    private func sum(_ amount: (MigrationReport.Disk) -> Int64) -> Int64 {
        report.disks.reduce(0) { total, disk in
            let (sum, overflows) = total.addingReportingOverflow(max(0, amount(disk)))
            return overflows ? .max : sum
        }
    }

    private func tile(_ name: HTML, _ value: String, _ note: String) -> HTML {
        "<div><dt>\(name)</dt><dd><b>\(value)</b><span>\(note)</span></dd></div>"
    }

    var failureSection: Section? {
        guard let failure = report.failure else { return nil }
        return Section(
            id: "failure", title: "What went wrong",
            body: """
                <article class="note bad">
                <p><strong>\(failure.what)</strong></p>
                <dl class="facts"><div><dt>Why</dt><dd>\(failure.why)</dd></div>
                <div><dt>What to do</dt><dd>\(failure.remedy)</dd></div>
                <div><dt>Name</dt><dd><code>\(failure.id)</code>, exit code \(failure.exitCode)</dd></div></dl>
                </article>
                """)
    }
}

extension MigrationReport.BootCheck {
    fileprivate var short: String {
        switch state {
        case .passed, .failed, .inconclusive: "after \(durationText(seconds))"
        case .off: "not asked for"
        }
    }
}

extension MigrationReport.BootCheck.State {
    var tone: Tone {
        switch self {
        case .passed: .good
        case .inconclusive: .attention
        case .failed: .bad
        case .off: .plain
        }
    }

    var words: String { self == .off ? "not made" : rawValue }
}
