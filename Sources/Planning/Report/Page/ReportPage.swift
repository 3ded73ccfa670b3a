/// The report as one page that needs nothing else: no script, no font, no request.
///
/// It is read by an auditor and by the application's owner: the verdict comes first, the proof after it.
struct ReportPage {
    let report: MigrationReport
    let screenshotPNG: [UInt8]?

    var html: HTML {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
        <link rel="icon" href="data:,">
        <title>\(report.machine): migration report</title>
        <style>\(reportStyle)</style>
        </head>
        <body>
        \(header)
        <main id="content">
        \(sections.markup(render))</main>
        \(footer)
        </body>
        </html>

        """
    }

    /// A part of the page with its heading and its place in the list of contents.
    struct Section {
        var id: HTML
        var title: HTML
        var body: HTML
    }

    private var sections: [Section] {
        [
            failureSection, attentionSection, bootSection, disksSection, phasesSection, machineSection,
            conversionSection, fieldsSection,
        ].compactMap(\.self)
    }

    private func render(_ section: Section) -> HTML {
        """
        <section aria-labelledby="\(section.id)">
        <h2 id="\(section.id)">\(section.title)</h2>
        \(section.body)
        </section>

        """
    }

    private var header: HTML {
        """
        <header class="\(verdict.tone.name)">
        <div class="wide">
        <p class="kind">Migration report</p>
        <h1>\(verdict.tone.symbol)<span>\(verdict.sentence)</span></h1>
        <p class="lead">\(origin)</p>
        \(tiles)
        <nav aria-label="Contents"><ul>\(sections.markup { "<li><a href=\"#\($0.id)\">\($0.title)</a></li>" })</ul></nav>
        </div>
        </header>
        """
    }

    private var origin: HTML {
        let exporter: HTML = report.source.exporter.map { " (\($0))" } ?? ""
        let name: HTML =
            report.source.machine == report.machine
            ? "" : ", where it was called <b><bdi>\(report.source.machine)</bdi></b>"
        return """
            From <code>\(report.source.path)</code>\(exporter)\(name). Started \(time(report.startedAt)), \
            ended \(time(report.finishedAt)).
            """
    }

    private var footer: HTML {
        """
        <footer><div class="wide">
        <p>Made by \(report.tool). The same facts for programs are in <code>report.json</code>
        (form \(report.schemaVersion)) beside this page.</p>
        </div></footer>
        """
    }
}

/// A time of day that machines can read too.
func time(_ stamp: String, withDate: Bool = true) -> HTML {
    let words = stamp.split(separator: "T", maxSplits: 1).map(String.init)
    guard words.count == 2, let clock = words[1].split(separator: ".").first?.split(separator: "Z").first else {
        return "<time>\(stamp)</time>"
    }
    return "<time datetime=\"\(stamp)\">\(withDate ? "\(words[0]) " : "")\(String(clock)) UTC</time>"
}

/// A table with a caption for those who can't see it, in a box that scrolls where the screen is narrow.
func table(_ caption: HTML, _ headings: [HTML], _ rows: HTML) -> HTML {
    """
    <div class="scroll" role="region" aria-label="\(caption)" tabindex="0"><table>
    <caption class="unseen">\(caption)</caption>
    <thead><tr>\(headings.markup { "<th scope=\"col\">\($0)</th>" })</tr></thead>
    <tbody>
    \(rows)</tbody>
    </table></div>
    """
}

/// A word in a coloured box.
func badge(_ tone: Tone, _ word: String) -> HTML {
    "<span class=\"badge \(tone.name)\">\(word)</span>"
}
