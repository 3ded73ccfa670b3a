import QEMU
import Testing

@testable import Conversion

/// The decisions of a boot check, with sightings made up.
@Suite("What is concluded from sightings")
struct BootCheckWatchTests {
    private let policy = BootCheckPolicy(deadlineSeconds: 100, settleSeconds: 10, resetWindowSeconds: 60)

    private func picture(_ foreground: Int, width: Int = 100, height: Int = 100) throws -> DisplayPicture {
        var pixels = [UInt8](repeating: 0, count: width * height * 3)
        for index in 0..<(foreground * 3) { pixels[index] = 255 }
        return DisplayPicture(
            picture: try Picture(portablePixmap: Array("P6\n\(width) \(height)\n255\n".utf8) + pixels), lines: nil)
    }

    /// Shows one picture a second and gives the first verdict with its time.
    private func verdict(
        _ watch: inout BootWatch, showing picture: (Int) throws -> DisplayPicture
    ) rethrows -> (seconds: Int, verdict: BootVerdict)? {
        for second in 0..<60 {
            watch.take(try picture(second), at: Double(second))
            if let verdict = watch.look(at: .init(seconds: Double(second))) { return (second, verdict) }
        }
        return nil
    }

    @Test("A picture must stay for its time; a blinking cursor doesn't count as change")
    func settles() throws {
        var watch = BootWatch(policy: policy, isEFI: false)
        let found = try verdict(&watch) { try picture($0 < 5 ? 1000 + 500 * $0 : 4000 + $0 % 2 * 20) }
        #expect(found?.seconds == 15)
        #expect(found?.verdict.evidence == .settledDisplay)
    }

    @Test("One colour with a cursor on it is blank, however long it stays")
    func blank() throws {
        var watch = BootWatch(policy: policy, isEFI: false)
        #expect(try verdict(&watch) { _ in try picture(20) } == nil)
    }

    @Test("A display that never stops changing is not settled")
    func changes() throws {
        var watch = BootWatch(policy: policy, isEFI: false)
        #expect(try verdict(&watch) { try picture(1000 + $0 % 2 * 3000) } == nil)
    }

    @Test("On EFI the picture must differ from what the firmware left")
    func firmwarePicture() throws {
        var watch = BootWatch(policy: policy, isEFI: true)
        watch.take(try picture(2000), at: 0)
        _ = watch.look(at: .init(seconds: 0.2, consoleBytes: Array("BdsDxe: starting Boot0001\n".utf8)))
        #expect(try verdict(&watch) { _ in try picture(2050) } == nil)
        let found = try verdict(&watch) { _ in try picture(6000) }
        #expect(found?.verdict.evidence == .settledDisplay)
    }

    @Test("On EFI no picture counts before the firmware has started something")
    func firmwareOnly() throws {
        var watch = BootWatch(policy: policy, isEFI: true)
        #expect(try verdict(&watch) { _ in try picture(6000) } == nil)
        #expect(watch.verdictAtDeadline().state == .inconclusive)
    }

    @Test("What QEMU shows while the guest has drawn nothing is blank")
    func placeholder() throws {
        var watch = BootWatch(policy: policy, isEFI: false)
        watch.takeBeforeStart(try picture(6000))
        #expect(try verdict(&watch) { _ in try picture(6000) } == nil)
        #expect(try verdict(&watch) { _ in try picture(6500) }?.verdict.evidence == .settledDisplay)
    }

    @Test("A reset makes the picture settle anew")
    func resetUnsettles() throws {
        var watch = BootWatch(policy: policy, isEFI: false)
        for second in 0..<9 { watch.take(try picture(4000), at: Double(second)) }
        #expect(watch.look(at: .init(seconds: 9, resetCount: 1)) == nil)
        watch.take(try picture(4000), at: 11)
        #expect(watch.look(at: .init(seconds: 11)) == nil)
    }

    @Test("Three resets within the window are a loop, three in a day are updates")
    func resets() {
        var loop = BootWatch(policy: policy, isEFI: false)
        #expect(loop.look(at: .init(seconds: 1, resetCount: 1)) == nil)
        #expect(loop.look(at: .init(seconds: 20, resetCount: 1)) == nil)
        #expect(loop.look(at: .init(seconds: 40, resetCount: 1))?.evidence == .resetLoop)
        var updates = BootWatch(policy: policy, isEFI: false)
        for seconds in [1.0, 50, 99] { #expect(updates.look(at: .init(seconds: seconds, resetCount: 1)) == nil) }
    }

    @Test("A login prompt after a failure within its time to be confirmed passes")
    func recovers() {
        var watch = BootWatch(policy: policy, isEFI: false)
        let failure = "ALERT! /dev/sda1 does not exist.\n"
        #expect(watch.look(at: .init(seconds: 1, consoleBytes: Array(failure.utf8))) == nil)
        let verdict = watch.look(at: .init(seconds: 2, consoleBytes: Array("vm login: ".utf8)))
        #expect(verdict?.state == .passed)
    }

    @Test("The guest agent's answer passes at once")
    func agent() {
        var watch = BootWatch(policy: policy, isEFI: true)
        #expect(watch.look(at: .init(seconds: 1, isAgentAnswering: true))?.evidence == .guestAgent)
    }

    @Test("A power-off counts, and an explanation on the console before it counts more")
    func powerOff() {
        var silent = BootWatch(policy: policy, isEFI: false)
        #expect(silent.look(at: .init(seconds: 1, hasPoweredOff: true))?.evidence == .powerOff)
        var panicked = BootWatch(policy: policy, isEFI: false)
        let text = Array("Kernel panic - not syncing: x\n".utf8)
        let verdict = panicked.look(at: .init(seconds: 1, consoleBytes: text, hasPoweredOff: true))
        #expect(verdict?.patternID == "kernel-panic")
    }
}

@Suite("Console text")
struct BootCheckConsoleTextTests {
    @Test(
        "Escape sequences and control characters go, lines stay",
        arguments: [
            ("a\r\nb\r\n", ["a", "b"]), ("\u{1B}[2J\u{1B}[01;01Hone\u{1B}[02;01Htwo", ["one", "two"]),
            ("\u{1B}]0;title\u{7}x", ["x"]), ("\u{1B}]0;title\u{1B}\\x", ["x"]), ("\u{1B}(Bx\u{1B}=y", ["xy"]),
            ("ab\u{8}c", ["ac"]), ("a\tb\u{0}c", ["a bc"]), ("  \r\n\r\n", []),
        ])
    func cleans(input: String, lines: [String]) {
        var text = ConsoleText()
        text.append(Array(input.utf8))
        #expect(text.lastLines(10) == lines)
    }

    @Test("It does not matter how the bytes are cut into pieces")
    func pieces() {
        let input = Array("\u{1B}[1;31mred\u{1B}[0m é\r\nnext\u{1B}[5;1Hlast".utf8)
        var whole = ConsoleText()
        whole.append(input)
        var single = ConsoleText()
        for byte in input { single.append([byte]) }
        #expect(whole.lastLines(9) == single.lastLines(9))
        #expect(whole.lastLines(9) == ["red é", "next", "last"])
    }

    @Test("A guest that writes without end takes bounded memory")
    func bounded() {
        var text = ConsoleText()
        text.append([UInt8](repeating: UInt8(ascii: "x"), count: 3_000_000))
        #expect(text.lastLines(.max).count <= 2001)
        #expect(text.lastLines(.max).allSatisfy { $0.utf8.count <= 1000 })
    }

    @Test("Whatever comes in, no control character comes out")
    func garbage() {
        for seed in 1...50 as ClosedRange<UInt64> {
            var state = seed &* 0x9E37_79B9_7F4A_7C15
            let bytes = (0..<2000).map { _ -> UInt8 in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(state >> 56)
            }
            var text = ConsoleText()
            text.append(bytes)
            let clean = text.lastLines(.max).joined().unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
            #expect(clean, "seed \(seed)")
        }
    }
}
