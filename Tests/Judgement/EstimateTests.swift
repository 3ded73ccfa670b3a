import Planning
import Testing

@Suite("Estimates")
struct EstimateTests {
    private let rates = Estimate.Rates(
        copyBytesPerSecond: 100, verifyBytesPerSecond: 200, conversionSeconds: 30, bootSeconds: 10, spread: 2,
        areMeasured: true)

    @Test("move what is allocated at the rate of the host, and verify at its own")
    func measured() {
        let work = Estimate.Work(disks: [.init(virtualBytes: 10_000, allocatedBytes: 1_000)])
        let estimate = Estimate(of: work, at: rates)
        #expect(estimate.phases.map(\.name) == ["copy", "verify", "convert", "boot-check"])
        #expect(estimate.phases.map(\.seconds.p50Seconds) == [10, 5, 30, 10])
        #expect(estimate.phases.map(\.seconds.p90Seconds) == [20, 10, 60, 20])
        #expect(estimate.total == Estimate.Range(p50Seconds: 55, p90Seconds: 110))
    }

    @Test("leave out the phases that are left out")
    func phases() {
        let work = Estimate.Work(disks: [], verified: .off, converts: false, checksBoot: false)
        #expect(Estimate(of: work, at: rates).phases.map(\.name) == ["copy"])
        let sampled = Estimate.Work(
            disks: [.init(virtualBytes: nil, allocatedBytes: 1_000)], verified: .sample(0.1), converts: false,
            checksBoot: false)
        #expect(Estimate(of: sampled, at: rates).phases.last?.seconds.p50Seconds == 0.5)
    }

    @Test("hold to the limit that the user set")
    func limit() {
        let work = Estimate.Work(disks: [.init(virtualBytes: nil, allocatedBytes: 1_000)], limitBytesPerSecond: 50)
        #expect(Estimate(of: work, at: rates).phases.first?.seconds.p50Seconds == 20)
    }

    @Test("say so when they guess, and widen")
    func guesses() {
        let known = Estimate(
            of: .init(disks: [.init(virtualBytes: 1_000, allocatedBytes: 1_000)], converts: false), at: rates)
        let half = Estimate(of: .init(disks: [.init(virtualBytes: 1_000)], converts: false), at: rates)
        let packed = Estimate(
            of: .init(disks: [.init(virtualBytes: 1_000, storedBytes: 100)], converts: false), at: rates)
        let nothing = Estimate(of: .init(disks: [.init(virtualBytes: nil)], converts: false), at: rates)
        #expect(known.assumptions.isEmpty)
        #expect(half.phases[0].seconds == Estimate.Range(p50Seconds: 5, p90Seconds: 20))
        #expect(packed.phases[0].seconds == Estimate.Range(p50Seconds: 2, p90Seconds: 20))
        #expect([half, packed, nothing].allSatisfy { $0.assumptions.count == 1 })
    }

    @Test("always have p90 at least at p50, also with odd rates")
    func ordered() {
        for spread in [0, 0.5, 1, 3] {
            var odd = rates
            odd.spread = spread
            odd.copyBytesPerSecond = spread == 0 ? 0 : 7
            let estimate = Estimate(of: .init(disks: [.init(virtualBytes: 1 << 40)]), at: odd)
            #expect(
                estimate.phases.allSatisfy {
                    $0.seconds.p50Seconds <= $0.seconds.p90Seconds && $0.seconds.p90Seconds.isFinite
                })
        }
        #expect(
            Estimate.Rates.assumed(hasKVM: true).conversionSeconds
                < Estimate.Rates.assumed(hasKVM: false).conversionSeconds)
    }
}
