extension ReportPage {
    /// Concerns by how much they matter, then what was lost, then what is different.
    var attentionSection: Section? {
        let concerns = MigrationReport.Concern.Category.allCases.markup { category in
            report.concerns.filter { $0.category == category }.markup(concern)
        }
        let losses = sentences("Not taken along", .attention, report.losses)
        let changes = sentences("Different now", .plain, report.changes)
        let body = concerns + losses + changes
        let nothing: HTML = "<p>Nothing: the machine was taken along as it was, and no concern was raised.</p>"
        return Section(id: "attention", title: "What to know", body: body.isEmpty ? nothing : body)
    }

    private func concern(_ concern: MigrationReport.Concern) -> HTML {
        """
        <article class="note \(concern.category.tone.name)">
        <p>\(badge(concern.category.tone, concern.category.rawValue)) <strong>\(concern.what)</strong> <code>\(concern.id)</code></p>
        <dl class="facts"><div><dt>Why it matters</dt><dd>\(concern.why)</dd></div>
        <div><dt>What to do</dt><dd>\(concern.remedy)</dd></div></dl>
        </article>

        """
    }

    private func sentences(_ title: HTML, _ tone: Tone, _ sentences: [String]) -> HTML {
        guard !sentences.isEmpty else { return .empty }
        return """
            <article class="note \(tone.name)"><h3>\(title)</h3>
            <ul>\(sentences.markup { "<li>\($0)</li>" })</ul></article>

            """
    }
}

extension MigrationReport.Concern.Category {
    fileprivate var tone: Tone {
        switch self {
        case .critical: .bad
        case .warning: .attention
        case .information: .plain
        }
    }
}
