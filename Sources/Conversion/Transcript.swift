internal import FoundationEssentials

/// What virt-v2v has said so far, made into phases, messages and facts.
struct Transcript {
    private(set) var messages: [ConversionMessage] = []
    private(set) var phases: [String] = []
    private(set) var guest = GuestFactsParser()
    /// LUKS volumes that a key is asked for, by UUID.
    private(set) var encryptedVolumes: [String] = []
    private var lastDebugLines: [String] = []
    /// Messages quote the guest; a guest with endless warnings must not fill our memory.
    private static let mostMessages = 2000

    private struct Line: Decodable {
        var message: String
        var timestamp: String?
        var type: String
    }

    /// Takes a line of standard output: JSON of `--machine-readable`, or the same for people, which is passed over.
    mutating func takeOutput(_ line: String) -> ConversionEvent? {
        guard line.hasPrefix("{"), let said = try? JSONDecoder().decode(Line.self, from: Data(line.utf8)) else {
            return nil
        }
        if said.type == "message" {
            let phase = Self.phaseName(said.message)
            if phases.count < Self.mostMessages { phases.append(phase) }
            return .phase(phase)
        }
        let level = ConversionMessage.Level(rawValue: said.type) ?? .info
        return add(ConversionMessage(level: level, text: said.message, time: said.timestamp ?? ""))
    }

    /// Takes a line of standard error, where debugging output goes.
    mutating func takeDebug(_ line: String) {
        guest.consume(line)
        if let range = line.firstRange(of: "luks_uuid = \"") {
            let uuid = String(line[range.upperBound...].prefix { $0 != "\"" })
            let isUUID = uuid.utf8.count == 36 && uuid.allSatisfy { $0.isHexDigit || $0 == "-" }
            if isUUID, !encryptedVolumes.contains(uuid), encryptedVolumes.count < 64 { encryptedVolumes.append(uuid) }
        }
        lastDebugLines.append(String(line.prefix(1000)))
        if lastDebugLines.count > 400 { lastDebugLines.removeFirst(200) }
    }

    /// Takes a message of another program, or of our own.
    mutating func add(_ message: ConversionMessage) -> ConversionEvent? {
        guard messages.count < Self.mostMessages else { return nil }
        messages.append(message)
        return .message(message)
    }

    /// The text that tells why virt-v2v failed: its error, or what its helpers said last.
    ///
    /// Some errors (of keys, for one) are only printed, with the program's name before them.
    func reason(program: String) -> String {
        if let error = messages.last(where: { $0.level == .error }) { return error.text }
        let named = lastDebugLines.last { $0.hasPrefix("\(program): ") && !$0.contains(": virt-v2v ") }
        if let named { return String(named.dropFirst(program.utf8.count + 2)) }
        return lastDebugLines.last { $0.contains("error") } ?? ""
    }

    /// The known problem behind a failure, by the error, else by what stands before it in the log.
    func knownProblem(program: String) -> KnownProblem? {
        if let problem = KnownProblem.recognised(in: reason(program: program)), problem.id != KnownProblem.applianceID {
            return problem
        }
        let speakers = ["libguestfs: error", "qemu", "supermin"]
        let candidates = lastDebugLines.filter { line in speakers.contains { line.hasPrefix($0) } }
        let hints = candidates.compactMap(KnownProblem.recognised(in:))
        // A reason for the appliance's failure says more than the failure.
        return hints.first { $0.id != KnownProblem.applianceID }
            ?? KnownProblem.recognised(in: reason(program: program)) ?? hints.first
    }

    /// The phase without the file names of our own that virt-v2v puts into the first.
    private static func phaseName(_ message: String) -> String {
        message.hasPrefix("Setting up the source") ? "Setting up the source" : String(message.prefix(200))
    }
}
