import Engine
import Failures
import Planning
import Testing
import Values

@testable import CommandLineTool

@Suite("Progress: what is shown")
struct ProgressDisplayTests {
    @Test("A pipe gets one line per change of phase and one every 10 s")
    func lines() {
        var display = LineDisplay(title: "a.ova")
        var text = display.begin(at(0))
        text += display.receive(.started(machine: "web", source: "a.ova"), at(0.1))
        text += display.receive(.phaseStarted(.diskTransfer, detail: "1 disk"), at(1))
        for tenth in 0...250 {
            let now = 1 + Double(tenth) / 10
            text += display.receive(transfer(Int64(tenth) << 20, of: 250 << 20), at(now))
            text += display.tick(at(now))
        }
        text += display.receive(.phaseCompleted(.diskTransfer, seconds: 25, detail: ""), at(26))
        text += display.receive(
            .completed(machine: "web", folder: "out/web", report: "out/web/report.html", bootCheck: "passed"), at(65))
        #expect(
            text == """
                [0:00] gantry 0.1.0: a.ova
                [0:00] web from a.ova
                [0:01] DiskTransfer started: 1 disk
                [0:11] DiskTransfer 40 %, 100 MiB of 250 MiB, 10.0 MiB/s, 15 s left
                [0:21] DiskTransfer 80 %, 200 MiB of 250 MiB, 10.0 MiB/s, 5.0 s left
                [0:26] DiskTransfer done in 25 s
                [1:05] web is in out/web after 1:05; boot check: passed
                [1:05] report: out/web/report.html

                """)
    }

    @Test("Nothing of what is redrawn is wider than the terminal", arguments: [4, 18, 19, 20, 40, 60, 80, 132, 300])
    func width(columns: Int) {
        let renderer = ProgressRenderer(hasColor: false, hasUnicode: true)
        var state = ProgressState(startedAt: 0)
        state.apply(.phaseStarted(.virtualMachineCreation, detail: String(repeating: "long ", count: 50)), at: 0)
        #expect(renderer.live(state, at: 3, columns: columns).allSatisfy { $0.count < columns })
        state.apply(.progress(phase: .virtualMachineCreation, disks: [], fraction: 0.5), at: 1)
        #expect(renderer.live(state, at: 3, columns: columns).allSatisfy { $0.count < columns })
        let disks = (0...20).map {
            DiskProgress(disk: "a-disk-with-a-very-long-name-\($0)", totalBytes: 1 << 40, doneBytes: 1 << (20 + $0))
        }
        for second in 1...20 {
            state.apply(.progress(phase: .virtualMachineCreation, disks: disks, fraction: nil), at: Double(second))
        }
        let lines = renderer.live(state, at: 23, columns: columns)
        #expect(lines.count <= 10)
        #expect(lines.allSatisfy { $0.count < columns })
    }

    @Test("Bars show each disk and all of them, with rate and time left")
    func bars() {
        let renderer = ProgressRenderer(hasColor: false, hasUnicode: false)
        var state = ProgressState(startedAt: 0)
        state.apply(.phaseStarted(.diskTransfer, detail: "2 disks"), at: 0)
        for second in 0...10 {
            let done = Int64(second) << 20
            let disks = [
                DiskProgress(disk: "disk0", totalBytes: 20 << 20, doneBytes: done),
                DiskProgress(disk: "disk1", totalBytes: 40 << 20, doneBytes: done),
            ]
            state.apply(.progress(phase: .diskTransfer, disks: disks, fraction: nil), at: Double(second))
        }
        #expect(
            renderer.live(state, at: 10, columns: 90) == [
                "  | DiskTransfer               0:10  2 disks",
                "    disk0         ########.........  50 %  10.0 MiB of 20.0 MiB    1.0 MiB/s     ETA 0:10",
                "    disk1         ####.............  25 %  10.0 MiB of 40.0 MiB    1.0 MiB/s     ETA 0:30",
                "    all 2 disks   #####............  33 %  20.0 MiB of 60.0 MiB    2.0 MiB/s     ETA 0:20",
            ])
    }

    @Test("A terminal is redrawn in place, and its cursor comes back")
    func terminal() {
        let traits = TerminalTraits(isInteractive: true, hasColor: false, hasUnicode: true)
        var display = TerminalDisplay(title: "a.ova", traits: traits)
        var screen = Screen()
        let first = display.begin(at(0))
        #expect(first.hasPrefix(CursorGuard.hide))
        screen.feed(first)
        screen.feed(display.receive(.phaseStarted(.diskTransfer, detail: "1 disk"), at(0.2)))
        for tenth in 3...90 { screen.feed(display.receive(transfer(Int64(tenth), of: 100), at(Double(tenth) / 10))) }
        #expect(screen.lines.count == 3)
        #expect(screen.lines[2].contains("90 %"))
        screen.feed(display.receive(.message(level: .warning, text: "slow"), at(9.1)))
        screen.feed(display.receive(.phaseCompleted(.diskTransfer, seconds: 9, detail: "done"), at(9.2)))
        let last = display.end(at(9.3))
        screen.feed(last)
        #expect(last.hasSuffix(CursorGuard.show))
        #expect(
            screen.lines == [
                "gantry 0.1.0  a.ova", "  warning: slow", "  ✔ DiskTransfer              9.0 s   done",
            ])
    }

    @Test("Names from outside can't control the terminal")
    func printableText() {
        #expect(printable("a\u{1B}[2Jb\u{7}\u{9B}c\u{202E}d\ne") == "a\u{FFFD}[2Jb\u{FFFD}\u{FFFD}c\u{FFFD}d\u{FFFD}e")
        #expect(printable("Grüße 日本 שלום") == "Grüße 日本 שלום")
        var display = LineDisplay(title: "\u{1B}c.ova")
        let text = display.begin(at(0)) + display.receive(.message(level: .info, text: "\u{1B}]0;x\u{7}"), at(1))
        #expect(!text.contains("\u{1B}"))
    }

    @Test("JSON is one object on a line, with the time; progress comes at most once a second, the last always")
    func json() throws {
        var display = JSONDisplay(title: "a.ova")
        var text = display.begin(at(0))
        text += display.receive(.phaseStarted(.diskTransfer, detail: ""), at(0))
        for tenth in 0...25 { text += display.receive(transfer(Int64(tenth), of: 100), at(Double(tenth) / 10)) }
        text += display.receive(.phaseCompleted(.diskTransfer, seconds: 2.5, detail: "x"), at(2.6))
        text += display.receive(.failed(.interrupted), at(3))
        let events = try text.split(separator: "\n").map { try JSONValue.parse(String($0)) }
        #expect(
            events.map { $0["event"]?.string } == [
                "invoked", "phaseStarted", "progress", "progress", "progress", "progress", "phaseCompleted", "failed",
            ])
        #expect(events.allSatisfy { $0["time"]?.string == "T" })
        #expect(events[5]["disks"]?[0]?["doneBytes"]?.integer == 25)
        #expect(events[7]["exitCode"]?.integer == 130)
    }

    @Test(
        "Durations and sizes read well",
        arguments: [
            (0.04, "0.0 s"), (9.94, "9.9 s"), (9.96, "10 s"), (59.4, "59 s"), (60, "1:00"), (3661, "1:01:01"),
            (.infinity, "?"), (-1, "?"), (1e300, "?"),
        ])
    func durations(seconds: Double, text: String) {
        #expect(durationText(seconds) == text)
    }

    private func at(_ seconds: Double) -> Moment { Moment(seconds: seconds, timeStamp: "T", columns: 80) }

    private func transfer(_ done: Int64, of total: Int64) -> MigrationEvent {
        .progress(
            phase: .diskTransfer, disks: [DiskProgress(disk: "d", totalBytes: total, doneBytes: done)], fraction: nil)
    }
}

/// A terminal that knows the few sequences that the display uses.
struct Screen {
    private(set) var lines: [String] = []

    mutating func feed(_ text: String) {
        var rest = text.replacing(CursorGuard.hide, with: "").replacing(CursorGuard.show, with: "")[...]
        while let start = rest.firstRange(of: "\u{1B}[") {
            write(rest[..<start.lowerBound])
            rest = rest[start.upperBound...]
            let count = Int(rest.prefix(while: \.isNumber)) ?? 0
            rest = rest.drop(while: \.isNumber)
            if rest.removeFirst() == "A" { lines.removeLast(count) }
        }
        write(rest)
    }

    private mutating func write(_ text: Substring) {
        for line in text.split(separator: "\n") where line != "\r" { lines.append(String(line)) }
    }
}
