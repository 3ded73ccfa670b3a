import Engine
import Testing

@testable import CommandLineTool

@Suite("Progress: what is known")
struct ProgressStateTests {
    @Test("Nothing ever goes backwards, whatever the news", arguments: [1 as UInt64, 7, 42, 20_261_120])
    func monotonic(seed: UInt64) {
        var random = Splitmix(state: seed)
        var phase = PhaseState(.diskTransfer, detail: "", at: 0)
        var before: [Double] = [0, 0, 0]
        for step in 1...400 {
            let disks = ["a", "b"].map { name in
                DiskProgress(
                    disk: name, totalBytes: Int64.random(in: -5...1000, using: &random),
                    doneBytes: Int64.random(in: -5...1500, using: &random))
            }
            let fraction = [nil, .nan, Double.random(in: -1...2, using: &random)].randomElement(using: &random) ?? nil
            phase.advance(disks, fraction: fraction, at: Double(step) / 10)
            let now = phase.disks.map { $0.amount.fraction ?? 0 } + [phase.overall.fraction ?? 0]
            for (old, new) in zip(before, now) { #expect(new >= old && new <= 1, "seed \(seed), step \(step)") }
            before = now
        }
    }

    @Test("The rate follows a steady copy exactly and a change within some seconds")
    func rate() throws {
        var rate = SmoothedRate()
        for step in 0...100 { rate.add(Double(step) * 10, at: Double(step) / 10) }
        #expect(abs(try #require(rate.perSecond) - 100) < 0.01)
        #expect(abs(try #require(rate.secondsLeft(for: 500)) - 5) < 0.01)
        let done = 1000.0
        for step in 1...300 { rate.add(done + Double(step) * 1, at: 10 + Double(step) / 10) }
        #expect(abs(try #require(rate.perSecond) - 10) < 3, "after 30 s at a tenth of the rate")
    }

    @Test("A stall makes the estimate grow and end, not jump to a wrong one")
    func stall() throws {
        var rate = SmoothedRate()
        for step in 0...20 { rate.add(Double(step) * 100, at: Double(step) / 2) }
        let before = try #require(rate.secondsLeft(for: 1000))
        for step in 1...10 { rate.add(2000, at: 10 + Double(step)) }
        let after = try #require(rate.secondsLeft(for: 1000))
        #expect(after > before)
        for step in 1...400 { rate.add(2000, at: 20 + Double(step)) }
        #expect(rate.secondsLeft(for: 1000) == nil)
    }

    @Test("There is no rate before enough was seen")
    func warmUp() {
        var rate = SmoothedRate()
        #expect(rate.perSecond == nil)
        rate.add(0, at: 5)
        rate.add(1_000_000, at: 5.5)
        #expect(rate.perSecond == nil)
    }

    @Test("News of a phase that doesn't run are left out; the next phase begins anew")
    func phases() {
        var state = ProgressState(startedAt: 0)
        state.apply(.phaseStarted(.diskTransfer, detail: ""), at: 1)
        state.apply(.progress(phase: .diskVerification, disks: [], fraction: 0.9), at: 2)
        #expect(state.current?.overall.fraction == nil)
        state.apply(.progress(phase: .diskTransfer, disks: [], fraction: 0.9), at: 3)
        state.apply(.phaseStarted(.diskVerification, detail: ""), at: 4)
        #expect(state.current?.overall.fraction == nil)
        state.apply(.phaseCompleted(.diskVerification, seconds: 1, detail: ""), at: 5)
        #expect(state.current == nil)
    }
}

/// A small random generator that gives the same numbers for the same seed (Steele, Lea, Flood 2014).
struct Splitmix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
