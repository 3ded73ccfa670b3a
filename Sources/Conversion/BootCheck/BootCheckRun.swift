internal import FoundationEssentials
internal import QEMU
internal import Synchronization
internal import Values

/// A picture of the display, with its text when it is in text mode.
struct DisplayPicture {
    var picture: Picture
    var lines: [String]?
}

/// One boot that is being watched: gathers what is to be seen, lets `BootWatch` decide, keeps the evidence.
struct BootCheckRun {
    let machine: QEMUMachine
    let notes: [String]
    let policy: BootCheckPolicy
    let launch: QEMULaunch
    let workFolder: String
    let running: RunningMachine
    let progress: @Sendable (BootCheckProgress) -> Void

    private static let tick = Duration.milliseconds(200)
    private static let secondsBetweenPictures = 1.0

    /// Lets the guest run until there is a verdict.
    func result() async throws -> BootCheckResult {
        let console = try await ByteBuffer.reading(launch.serialSocket)
        defer { console.close() }
        let firmware = machine.firmware.isEFI ? nil : try await ByteBuffer.reading(launch.firmwareLogSocket)
        defer { firmware?.close() }
        let agent = try await GuestAgentClient.connect(to: launch.agentSocket, deadlineSeconds: 5)
        defer { agent.close() }
        let version = try await running.qmp.version()
        let agentWatch = AgentWatch(agent)
        defer { agentWatch.stop() }
        var watch = BootWatch(policy: policy, isEFI: machine.firmware.isEFI)
        if let picture = await picture() { watch.takeBeforeStart(picture) }
        try await running.qmp.execute("cont")
        let started = ContinuousClock.now
        let verdict = try await verdict(&watch, started) {
            ($0.consoleBytes, $0.firmwareBytes) = (console.take(), firmware?.take() ?? [])
            $0.isAgentAnswering = agentWatch.hasAnswered
        }
        let seconds = started.secondsUntilNow
        let system = verdict.evidence == .guestAgent ? await agent.system() : nil
        return await report(verdict, watch, seconds, system, version)
    }

    private func verdict(
        _ watch: inout BootWatch, _ started: ContinuousClock.Instant, _ gather: (inout BootWatch.Sighting) -> Void
    ) async throws -> BootVerdict {
        var lastPicture = -Double.infinity
        while true {
            try Task.checkCancellation()
            var sighting = BootWatch.Sighting(seconds: started.secondsUntilNow)
            await noteEvents(&sighting)
            gather(&sighting)
            if watch.wantsPicture || sighting.seconds - lastPicture >= Self.secondsBetweenPictures {
                lastPicture = sighting.seconds
                if let picture = await picture() { watch.take(picture, at: sighting.seconds) }
                let line = watch.console.lastLines(1).first ?? ""
                progress(
                    BootCheckProgress(
                        seconds: sighting.seconds, deadlineSeconds: policy.deadlineSeconds, lastConsoleLine: line,
                        resetCount: watch.resetCount))
            }
            if let verdict = watch.look(at: sighting) { return verdict }
            if sighting.seconds >= policy.deadlineSeconds { return watch.verdictAtDeadline() }
            try await Task.sleep(for: Self.tick)
        }
    }

    private func noteEvents(_ sighting: inout BootWatch.Sighting) async {
        for event in running.qmp.takeEvents() {
            switch event.name {
            case "RESET": if event.data["guest"]?.bool == true { sighting.resetCount += 1 }
            case "SHUTDOWN": sighting.hasPoweredOff = true
            case "STOP":
                let status = (try? await running.qmp.status()) ?? "unknown"
                if status != "shutdown", status != "paused" {
                    sighting.emulatorMessage = "QEMU stopped the guest (\(status))."
                }
            default: break
            }
        }
        if !running.qmp.isConnected, !sighting.hasPoweredOff {
            let how = running.ending.map { "\($0)" } ?? "connection lost"
            sighting.emulatorMessage = "QEMU ended (\(how)). \(running.lastMessages)"
        }
    }

    /// A picture is worth having, but no reason to give up when it can't be taken.
    private func picture() async -> DisplayPicture? {
        guard let picture = try? await running.qmp.picture(through: launch.socketFolder) else { return nil }
        // QEMU's VGA draws 80 by 25 characters as 720 by 400 pixels; everything else is graphics.
        guard picture.width == 720, picture.height == 400 else { return DisplayPicture(picture: picture) }
        let lines = try? await running.qmp.displayText(through: launch.socketFolder)
        return DisplayPicture(picture: picture, lines: lines)
    }

    private func report(
        _ verdict: BootVerdict, _ watch: BootWatch, _ seconds: Double, _ system: GuestSystem?, _ version: String
    ) async -> BootCheckResult {
        let screenshot = "\(workFolder)/screenshot.png"
        let hasScreenshot = (try? await running.qmp.writePicture(toPNG: screenshot)) != nil
        let consoleFile = "\(workFolder)/console.log"
        let text = watch.console.lastLines(.max).joined(separator: "\n") + "\n"
        let hasConsole = (try? Data(text.utf8).write(to: URL(filePath: consoleFile))) != nil
        return BootCheckResult(
            state: verdict.state, evidence: verdict.evidence, evidenceText: verdict.text, reason: verdict.reason,
            remedy: verdict.remedy, patternID: verdict.patternID, seconds: seconds, resetCount: watch.resetCount,
            guestSystem: system, consoleLines: watch.console.lastLines(40),
            displayLines: watch.display.lines.suffix(25), screenshotFile: hasScreenshot ? screenshot : nil,
            consoleFile: hasConsole ? consoleFile : nil, acceleration: launch.acceleration, qemuVersion: version,
            memoryBytes: machine.memoryBytes, processorCount: machine.processors.count, notes: notes)
    }
}

/// Bytes that a socket delivered and nobody took yet; bounded, since a guest may write without end.
private final class ByteBuffer: Sendable {
    private let channel: SocketChannel
    private let bytes = Mutex<[UInt8]>([])
    private static let mostBytes = 1 << 20

    static func reading(_ path: String) async throws -> ByteBuffer {
        let buffer = ByteBuffer(channel: try await .connect(to: path, deadlineSeconds: 5))
        try buffer.channel.startReading { [weak buffer] in
            buffer?.append($0)
        } onEnd: {
        }
        return buffer
    }

    private init(channel: SocketChannel) { self.channel = channel }

    func take() -> [UInt8] {
        bytes.withLock { bytes in
            defer { bytes = [] }
            return bytes
        }
    }

    func close() { channel.close() }

    private func append(_ new: ArraySlice<UInt8>) {
        bytes.withLock { bytes in
            bytes += new
            if bytes.count > Self.mostBytes { bytes.removeFirst(bytes.count - Self.mostBytes) }
        }
    }
}

/// Asks for the guest agent again and again until it answers.
private final class AgentWatch: Sendable {
    private let answered = Atomic<Bool>(false)
    private let asking = Mutex<Task<Void, Never>?>(nil)

    init(_ agent: GuestAgentClient) {
        let task = Task { [weak self] in
            while !Task.isCancelled {
                if await agent.answers(withinSeconds: 5) {
                    self?.answered.store(true, ordering: .releasing)
                    return
                }
                try? await Task.sleep(for: .seconds(1))
            }
        }
        asking.withLock { $0 = task }
    }

    var hasAnswered: Bool { answered.load(ordering: .acquiring) }

    func stop() { asking.withLock { $0?.cancel() } }
}

extension ContinuousClock.Instant {
    fileprivate var secondsUntilNow: Double {
        let (seconds, attoseconds) = (ContinuousClock.now - self).components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }
}
