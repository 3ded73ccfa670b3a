import Foundation
import Mapping
import Planning
import Subprocess
import Testing

@Suite("Report")
struct ReportPageTests {
    @Test("A report survives the way to JSON and back, fields in their order")
    func roundTrip() throws {
        for report in [ReportSample.completed, ReportSample.failed] {
            let text = try report.json()
            #expect(try MigrationReport(json: text) == report)
            #expect(text.hasPrefix("{\n  \"schemaVersion\": 1,\n  \"tool\": \"gantry 0.1.0\",\n  \"machine\""))
        }
    }

    @Test(
        "The verdict comes first and says what happened",
        arguments: [
            (
                MigrationReport.Result.completed, MigrationReport.BootCheck.State?.some(.passed),
                "migrated, and it boots"
            ),
            (.completed, .inconclusive, "whether it boots could not be told"),
            (.completed, .failed, "but it does not boot"), (.completed, .off, "it was not booted"),
            (.completed, nil, "it was not booted"), (.failed, .failed, "was copied, but it does not boot"),
            (.failed, nil, "failed"), (.interrupted, nil, "was interrupted"),
        ])
    func verdict(result: MigrationReport.Result, state: MigrationReport.BootCheck.State?, words: String) throws {
        var report = ReportSample.completed
        report.result = result
        report.bootCheck = state.map { .init(state: $0) }
        let page = report.html()
        let heading = try #require(page.firstRange(of: "<h1>")?.upperBound)
        #expect(page[heading...].prefix(400).contains(words))
    }

    @Test("The page is well-formed, in all its forms")
    func wellFormed() async throws {
        var bare = ReportSample.completed
        (bare.disks, bare.phases, bare.facts, bare.fields, bare.concerns) = ([], [], [], [], [])
        (bare.conversion, bare.bootCheck, bare.changes, bare.losses) = (nil, nil, [], [])
        for report in [ReportSample.completed, ReportSample.failed, bare, Self.hostile] {
            let page = report.html(screenshotPNG: Self.picture)
            let done = try await check(page)
            #expect(done.status == .exited(0), "\(done.output)\(done.errorOutput)")
        }
    }

    @Test("What comes from outside can't become markup, in any field")
    func hostileStrings() throws {
        let page = Self.hostile.html()
        #expect(!page.contains("<script"))
        #expect(!page.contains("<img"))
        #expect(!page.contains("\u{202E}"))
        #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
        #expect(page.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;"))
        #expect(page.contains("[U+202E]"))
        #expect(page.contains("\u{241B}[31m"), "an escape character is shown as its picture")
        #expect(page.contains("שלום"), "writing from right to left is text like any other")
    }

    @Test("The page asks for nothing from outside, and forbids it too")
    func selfContained() {
        let page = ReportSample.failed.html(screenshotPNG: Self.picture)
        for reference in ["http:", "https:", "src=\"/", "url(", "@import", "<script", "<link rel=\"stylesheet\""] {
            #expect(!page.contains(reference), "\(reference)")
        }
        #expect(page.contains("default-src 'none'"))
        #expect(page.contains("src=\"data:image/png;base64,iVBORw0KGgoB\""))
    }

    @Test("What isn't a picture isn't shown as one")
    func noPicture() {
        #expect(!ReportSample.completed.html(screenshotPNG: Array("<svg onload=x>".utf8)).contains("<img"))
        #expect(!ReportSample.completed.html().contains("<img"))
    }

    @Test("Samples for the eye are written where GANTRY_REPORT_SAMPLES says")
    func samples() throws {
        guard let folder = ProcessInfo.processInfo.environment["GANTRY_REPORT_SAMPLES"] else { return }
        let picture = FileManager.default.contents(atPath: "\(folder)/screenshot.png").map { Array($0) }
        let reports = [
            ("completed", ReportSample.completed), ("failed", ReportSample.failed), ("hostile", Self.hostile),
        ]
        for (name, report) in reports {
            try report.html(screenshotPNG: picture).write(
                toFile: "\(folder)/\(name).html", atomically: true, encoding: .utf8)
        }
    }

    static let picture: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1]

    /// Every string of the report is hostile.
    static let hostile: MigrationReport = {
        let poison =
            "<script>alert(\"x\")</script>'\"><img src=x onerror=y> \u{1B}[31m \u{0} \u{202E}txt.exe שלום &amp;"
        var report = ReportSample.failed
        report.machine = poison
        report.tool = poison
        report.startedAt = poison
        report.finishedAt = "\(poison)T\(poison)"
        report.source = .init(kind: poison, path: poison, machine: poison + "!", exporter: poison)
        report.facts = [.init(name: poison, before: poison, after: poison + "!")]
        report.fields = [.init(target: poison, value: poison, source: poison, rule: poison, note: poison)]
        report.changes = [poison]
        report.losses = [poison]
        report.concerns = [.init(id: poison, category: .warning, what: poison, why: poison, remedy: poison)]
        report.phases = [.init(name: poison, startedAt: poison, seconds: .infinity, detail: poison)]
        report.phases += [.init(name: poison, startedAt: poison, seconds: -1, detail: poison)]
        report.disks[0] = .init(
            id: poison, name: poison, sourcePath: poison, sourceFormat: poison, format: poison, sizeBytes: .min,
            bytesRead: .max, bytesMoved: -1, bytesSkipped: 0,
            digest: .init(algorithm: poison, root: poison, blockBytes: -5), verification: poison)
        report.conversion = .init(
            performed: false, reason: poison,
            messages: [.init(level: poison, text: poison), .init(level: "info", text: poison)],
            guestFacts: [.init(name: poison, value: poison)], seconds: .nan)
        report.bootCheck = .init(
            state: .failed, evidence: poison, reason: poison, remedy: poison, seconds: .nan, accelerator: poison,
            consoleLines: [poison, poison], screenshot: poison)
        report.failure = .init(id: poison, category: poison, exitCode: 8, what: poison, why: poison, remedy: poison)
        return report
    }()

    /// Python's tolerant parser with a strict eye: each element that is opened is closed in its turn, ids are unique,
    /// links lead somewhere, and tables have headings.
    private func check(_ page: String) async throws -> CompletedProcess {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("report-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("report.html").path
        try page.write(toFile: file, atomically: true, encoding: .utf8)
        return try await run(Command("/usr/bin/python3", ["-c", Self.checker, file]), deadlineSeconds: 30)
    }

    private static let checker = """
        import sys
        from html.parser import HTMLParser
        VOID = {'meta', 'link', 'img', 'br', 'hr', 'path', 'circle', 'rect'}
        class Page(HTMLParser):
            def __init__(self):
                super().__init__()
                self.open, self.ids, self.links, self.headed = [], [], [], True
            def handle_starttag(self, tag, attributes):
                names = [n for n, _ in attributes]
                assert len(names) == len(set(names)), (tag, names)
                assert not any(n.startswith('on') for n in names), (tag, names)
                d = dict(attributes)
                if 'id' in d: self.ids.append(d['id'])
                if tag == 'a': self.links.append(d['href'])
                if tag == 'img': assert d.get('alt')
                if tag == 'table': self.headed = False
                if tag == 'th': assert d.get('scope'); self.headed = True
                if tag not in VOID or tag == 'rect': self.open.append(tag)
            def handle_startendtag(self, tag, attributes): pass
            def handle_endtag(self, tag):
                if tag == 'table': assert self.headed
                assert self.open and self.open.pop() == tag, (tag, self.getpos(), self.open)
        page = Page()
        page.feed(open(sys.argv[1], encoding='utf-8').read())
        page.close()
        assert not page.open, page.open
        assert len(page.ids) == len(set(page.ids)), page.ids
        assert all(l[0] == '#' and l[1:] in page.ids for l in page.links), page.links
        """
}
