extension Estimate {
    /// How fast this host is, measured or assumed.
    public struct Rates: Sendable, Equatable {
        /// Copying data from source to target, all disks together.
        public var copyBytesPerSecond: Double
        /// Reading the target back.
        public var verifyBytesPerSecond: Double
        /// Conversion of a guest on an idle machine, whatever its size.
        public var conversionSeconds: Double
        /// Booting a guest to its login prompt.
        public var bootSeconds: Double
        /// By how much a phase's p90 exceeds its p50; 2 means twice as long.
        public var spread: Double
        /// Whether the rates were measured here; assumed ones widen the range.
        public var areMeasured: Bool

        /// Sets rates.
        public init(
            copyBytesPerSecond: Double, verifyBytesPerSecond: Double, conversionSeconds: Double, bootSeconds: Double,
            spread: Double, areMeasured: Bool
        ) {
            self.copyBytesPerSecond = copyBytesPerSecond
            self.verifyBytesPerSecond = verifyBytesPerSecond
            self.conversionSeconds = conversionSeconds
            self.bootSeconds = bootSeconds
            self.spread = spread
            self.areMeasured = areMeasured
        }

        /// What a small machine with a SATA disk does; conversion and boot are those of a plain Debian
        /// (74 s and 36 s without KVM on two cores).
        public static func assumed(hasKVM: Bool) -> Rates {
            Rates(
                copyBytesPerSecond: 150e6, verifyBytesPerSecond: 300e6, conversionSeconds: hasKVM ? 30 : 75,
                bootSeconds: hasKVM ? 15 : 40, spread: 2.5, areMeasured: false)
        }
    }

    /// Estimates from what is known.
    ///
    /// Data that a disk holds is its allocated size; where only the virtual size is known, p50 takes half of it
    /// and p90 all of it. A compressed image is taken to hold twice its own size, at most the virtual size.
    public init(of work: Work, at rates: Rates) {
        var assumptions: [String] = []
        let data = work.disks.map { $0.dataBytes(&assumptions) }
        let likely = data.reduce(0) { $0 + $1.likely }
        let most = data.reduce(0) { $0 + $1.most }
        let copyRate = min(rates.copyBytesPerSecond, work.limitBytesPerSecond ?? .infinity)
        var phases = [Phase(name: "copy", seconds: Self.range(likely, most, copyRate, rates.spread))]
        let part: Double =
            switch work.verified {
            case .off: 0
            case .sample(let part): min(max(part, 0), 1)
            case .full: 1
            }
        if part > 0 {
            let seconds = Self.range(likely * part, most * part, rates.verifyBytesPerSecond, rates.spread)
            phases.append(Phase(name: "verify", seconds: seconds))
        }
        if work.converts { phases.append(Phase(name: "convert", seconds: Self.fixed(rates.conversionSeconds, rates))) }
        if work.checksBoot { phases.append(Phase(name: "boot-check", seconds: Self.fixed(rates.bootSeconds, rates))) }
        if !rates.areMeasured {
            assumptions.append("The rates are those of a small machine, not measured on this one.")
        }
        if work.converts { assumptions.append("Large or unusual guests convert more slowly than a plain one.") }
        self.init(phases: phases, total: Self.sum(phases), assumptions: assumptions)
    }

    private static func range(_ likely: Double, _ most: Double, _ rate: Double, _ spread: Double) -> Range {
        guard rate > 0 else { return Range(p50Seconds: 0, p90Seconds: 0) }
        return Range(p50Seconds: likely / rate, p90Seconds: max(most, likely) / rate * max(spread, 1))
    }

    private static func fixed(_ seconds: Double, _ rates: Rates) -> Range {
        Range(p50Seconds: seconds, p90Seconds: seconds * max(rates.spread, 1))
    }

    /// The p90s are added, as if all phases were slow together: on one busy machine they are.
    private static func sum(_ phases: [Phase]) -> Range {
        phases.reduce(Range(p50Seconds: 0, p90Seconds: 0)) { sum, phase in
            Range(
                p50Seconds: sum.p50Seconds + phase.seconds.p50Seconds,
                p90Seconds: sum.p90Seconds + phase.seconds.p90Seconds)
        }
    }
}

extension Estimate.Disk {
    fileprivate func dataBytes(_ assumptions: inout [String]) -> (likely: Double, most: Double) {
        if let allocatedBytes { return (Double(allocatedBytes), Double(allocatedBytes)) }
        let virtual = virtualBytes.map { Double($0) }
        if let stored = storedBytes.map({ Double($0) }), stored < virtual ?? .infinity {
            assumptions.append("How much data a packed disk holds is guessed from the size of its file.")
            let likely = min(stored * 2, virtual ?? .infinity)
            return (likely, virtual ?? stored * 4)
        }
        guard let virtual else {
            assumptions.append("A disk of unknown size is left out.")
            return (0, 0)
        }
        assumptions.append("How much data a disk holds is not known; half of its size is taken as likely.")
        return (virtual / 2, virtual)
    }
}
