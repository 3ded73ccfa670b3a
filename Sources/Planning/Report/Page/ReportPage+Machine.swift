internal import Mapping

extension ReportPage {
    /// The machine on both sides.
    var machineSection: Section? {
        guard !report.facts.isEmpty else { return nil }
        let rows = report.facts.markup { fact in
            let isSame = fact.before == fact.after
            let mark: HTML = isSame ? "" : " class=\"changed\""
            return """
                <tr\(mark)><th scope="row">\(fact.name)</th><td>\(text(fact.before))</td><td>\(text(fact.after))</td>
                <td>\(isSame ? "" : "changed")</td></tr>

                """
        }
        return Section(
            id: "machine", title: "The machine before and after",
            body: table("The machine before and after", ["Property", "At the source", "Now", "Difference"], rows))
    }

    /// Each field of the manifest and how it came to its value.
    var fieldsSection: Section? {
        guard !report.fields.isEmpty else { return nil }
        let rows = report.fields.markup { field in
            let note: HTML = field.note.map { "<small>\($0)</small>" } ?? ""
            return """
                <tr><th scope="row"><code>\(field.target)</code></th><td><code>\(field.value)</code></td>
                <td>\(text(field.source))</td><td>\(field.rule)\(note)</td></tr>

                """
        }
        let headings: [HTML] = ["Field of the manifest", "Value", "Made from", "By the rule"]
        return Section(
            id: "fields", title: "Where each field came from", body: table("Mapped fields", headings, rows))
    }

    /// What the conversion found and said.
    var conversionSection: Section? {
        guard let conversion = report.conversion else { return nil }
        let facts = conversion.guestFacts.markup { "<div><dt>\($0.name)</dt><dd>\($0.value)</dd></div>" }
        return Section(
            id: "conversion", title: "Conversion of the guest",
            body: """
                <p>\(outcome(conversion))</p>
                <dl class="facts">\(facts)</dl>
                \(messages(conversion.messages))
                """)
    }

    private func outcome(_ conversion: MigrationReport.Conversion) -> HTML {
        guard conversion.performed else {
            return "\(badge(.plain, "left out")) \(conversion.reason ?? "The guest was left as it was.")"
        }
        return
            "\(badge(.good, "converted")) virt-v2v made the guest fit for virtio hardware in \(durationText(conversion.seconds))."
    }

    private func messages(_ messages: [MigrationReport.Message]) -> HTML {
        guard !messages.isEmpty else { return .empty }
        let loud = messages.filter { $0.level != "info" }
        let quiet = messages.filter { $0.level == "info" }
        let details: HTML =
            quiet.isEmpty
            ? .empty
            : """
            <details><summary>All it said (\(quiet.count) lines)</summary>
            <ul class="log">\(quiet.markup { "<li>\($0.text)</li>" })</ul></details>
            """
        return """
            \(loud.markup { "<p>\(badge($0.level == "error" ? .bad : .attention, $0.level)) \($0.text)</p>\n" })
            \(details)
            """
    }

    private func text(_ text: String?) -> HTML {
        text.map { "<bdi>\($0)</bdi>" } ?? "<span class=\"none\">not stated</span>"
    }
}
