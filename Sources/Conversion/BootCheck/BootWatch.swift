/// Decides from what is seen of a booting guest whether it is up, without doing anything itself.
///
/// Success counts at once. A failure counts only after its time to be confirmed, because guests recover from some
/// and because the first line of a failure is rarely the one that tells most.
struct BootWatch {
    /// What was seen since the last look.
    struct Sighting {
        var seconds: Double
        var consoleBytes: [UInt8] = []
        var firmwareBytes: [UInt8] = []
        var isAgentAnswering = false
        var resetCount = 0
        var hasPoweredOff = false
        /// Why QEMU stopped the guest, if it did.
        var emulatorMessage: String?
    }

    private struct Suspicion {
        var pattern: ConsolePattern
        var line: String
        var place: BootCheckResult.Evidence
        var confirmedAt: Double
    }

    private let policy: BootCheckPolicy
    private let isEFI: Bool
    private(set) var console = ConsoleText()
    private var firmware = ConsoleText()
    private(set) var display = DisplayWatch()
    private var seen: Set<String> = []
    private var signLines: [String: String] = [:]
    private var suspicions: [Suspicion] = []
    private var resets: [Double] = []
    private var consoleIsUsed = false
    /// Whether an EFI firmware has started something; until then the display is its own.
    private var firmwareIsDone: Bool

    init(policy: BootCheckPolicy, isEFI: Bool) {
        self.policy = policy
        self.isEFI = isEFI
        firmwareIsDone = !isEFI
    }

    /// Takes the picture that the display shows before the first instruction.
    mutating func takeBeforeStart(_ picture: DisplayPicture) { display.rememberPlaceholder(picture.picture) }

    /// How often the guest reset itself.
    var resetCount: Int { resets.count }

    /// Whether the firmware's or boot loader's console wrote something, so that the display should be looked at now.
    private(set) var wantsPicture = false

    /// Takes a picture of the display; its text is looked through, too.
    mutating func take(_ picture: DisplayPicture, at seconds: Double) {
        let known = Set(display.lines)
        display.take(picture.picture, lines: picture.lines, at: seconds)
        if wantsPicture { display.rememberLoader() }
        wantsPicture = false
        for line in display.lines where !known.contains(line) { look(at: line, on: .displayText, seconds) }
    }

    /// Takes what was seen and gives the verdict, if there is one by now.
    mutating func look(at sighting: Sighting) -> BootVerdict? {
        note(sighting)
        if sighting.isAgentAnswering { return .agentAnswered }
        if let verdict = upVerdict() { return verdict }
        if resets.count >= 3, let last = resets.last {
            let first = resets[resets.count - 3]
            if last - first <= policy.resetWindowSeconds { return .resetLoop(3, (last - first).rounded(.up)) }
        }
        if let suspicion = suspicions.min(by: { $0.confirmedAt < $1.confirmedAt }),
            suspicion.confirmedAt <= sighting.seconds || sighting.hasPoweredOff
        {
            return verdict(for: mostTelling() ?? suspicion)
        }
        if sighting.hasPoweredOff { return .poweredOff }
        if let message = sighting.emulatorMessage { return .emulatorStopped(message) }
        return settledVerdict()
    }

    /// What there is to say when the time is over.
    func verdictAtDeadline() -> BootVerdict {
        if let suspicion = mostTelling() { return verdict(for: suspicion) }
        if resets.count >= 3 { return .resetLoop(resets.count, policy.deadlineSeconds) }
        let shown =
            switch display.sight {
            case .blank: "the display stayed blank"
            case .loader: "the display shows only what firmware and boot loader wrote"
            case .changing: "the display still changed or shows a system on its way"
            case .settled: "the display shows something"
            }
        let written =
            console.isEmpty
            ? "the serial console stayed silent"
            : "the last console line was '\(console.lastLines(1).first?.prefix(120) ?? "")'"
        return BootVerdict(
            .inconclusive, by: .nothing,
            "Within \(Int(policy.deadlineSeconds)) s neither success nor failure was seen: \(written); \(shown).",
            remedy: "Look at the screenshot and start the machine yourself with 'gantry vm start'.")
    }

    private mutating func note(_ sighting: Sighting) {
        for _ in 0..<sighting.resetCount { resets.append(sighting.seconds) }
        if sighting.resetCount > 0 {
            display.restart(at: sighting.seconds)
            firmwareIsDone = !isEFI
        }
        console.append(sighting.consoleBytes)
        firmware.append(sighting.firmwareBytes)
        let lines = console.takeNewLines()
        for line in lines { look(at: line, on: .consoleText, sighting.seconds) }
        if !console.openLine.isEmpty { look(at: console.openLine, on: .consoleText, sighting.seconds) }
        for line in firmware.takeNewLines() { look(at: line, on: .firmwareText, sighting.seconds) }
        if lines.contains(where: { $0.contains("BdsDxe: starting") }) { firmwareIsDone = true }
        // OVMF copies all its console to the serial port, and so what boot loaders write; SeaBIOS writes nothing there.
        let systemLines = lines.filter {
            isEFI ? ConsolePatterns.isSystemLine($0) : !ConsolePatterns.isLoaderLine($0)
        }
        if !systemLines.isEmpty { consoleIsUsed = true }
        // The system runs, so what its loader complained about did no harm.
        if lines.contains(where: ConsolePatterns.isSystemLine) {
            suspicions.removeAll { ConsolePatterns.namesBeforeSystem.contains($0.pattern.id) }
        }
        if isEFI, !lines.isEmpty, systemLines.isEmpty { wantsPicture = true }
    }

    private mutating func look(at line: String, on place: BootCheckResult.Evidence, _ seconds: Double) {
        for pattern in ConsolePatterns.all where pattern.matches(line, seen: seen) {
            let isNew = seen.insert(pattern.id).inserted
            switch pattern.meaning {
            case .up: upLine = upLine ?? (line, place, pattern.id)
            case .sign: signLines[pattern.id] = signLines[pattern.id] ?? line
            case .down(let confirmSeconds):
                guard isNew else { continue }
                let telling = if case .prompt(_, let other) = pattern.shape { signLines[other] ?? line } else { line }
                suspicions.append(
                    Suspicion(
                        pattern: pattern, line: telling, place: place, confirmedAt: seconds + confirmSeconds))
            }
        }
    }

    private var upLine: (line: String, place: BootCheckResult.Evidence, id: String)?

    private func upVerdict() -> BootVerdict? {
        guard let upLine else { return nil }
        let isOnDisplay = upLine.place == .displayText
        return BootVerdict(
            .passed, by: isOnDisplay ? .displayText : .loginPrompt,
            "The \(isOnDisplay ? "display" : "serial console") shows a login prompt: '\(upLine.line.suffix(80))'.",
            patternID: upLine.id)
    }

    private func settledVerdict() -> BootVerdict? {
        guard case .settled(let seconds) = display.sight, seconds >= policy.settleSeconds else { return nil }
        guard firmwareIsDone, !consoleIsUsed, console.openLine.isEmpty || isEFI, suspicions.isEmpty else { return nil }
        return .settledDisplay(seconds)
    }

    /// Of all that was suspected, what stands first in the table: that is ordered from the special to the general.
    private func mostTelling() -> Suspicion? {
        let order = ConsolePatterns.all.map(\.id)
        return suspicions.min {
            (order.firstIndex(of: $0.pattern.id) ?? 0) < (order.firstIndex(of: $1.pattern.id) ?? 0)
        }
    }

    private func verdict(for suspicion: Suspicion) -> BootVerdict {
        BootVerdict(
            .failed, by: suspicion.place, "It says: '\(suspicion.line.prefix(200))'.",
            reason: suspicion.pattern.reason(for: suspicion.line), remedy: suspicion.pattern.remedy,
            patternID: suspicion.pattern.id)
    }
}
