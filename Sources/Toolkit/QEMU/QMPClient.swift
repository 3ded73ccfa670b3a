internal import Synchronization
public import Values

/// Something that QEMU tells without being asked.
public struct QMPEvent: Sendable, Equatable {
    /// Its name, such as `RESET`.
    public var name: String
    /// What belongs to it.
    public var data: JSONValue
}

/// A connection to QEMU's machine protocol (QEMU's docs/interop/qmp-spec).
///
/// Answers are matched by number, events are kept until they are taken; every command has a deadline.
public final class QMPClient: Sendable {
    private let channel: SocketChannel
    private let conversation = Conversation()
    private let events = Mutex<[QMPEvent]>([])
    private let lines = Mutex(JSONLines(longestLineBytes: 4 << 20))
    private let greeting = Mutex<JSONValue?>(nil)

    /// More events than this are not kept; nothing that waits for events needs that many.
    private static let mostEvents = 4096

    /// Connects and ends the negotiation of capabilities.
    /// - Throws: `QEMUError`, `CancellationError`.
    public static func connect(to path: String, deadlineSeconds: Double) async throws -> QMPClient {
        let client = QMPClient(channel: try await .connect(to: path, deadlineSeconds: deadlineSeconds))
        try client.start()
        try await client.execute("qmp_capabilities", deadlineSeconds: deadlineSeconds)
        return client
    }

    private init(channel: SocketChannel) { self.channel = channel }

    deinit { channel.close() }

    /// Runs a command and gives what it returns.
    /// - Throws: `QEMUError.refused`, `.commandOverdue`, `.disconnected`; `CancellationError`.
    @discardableResult
    public func execute(
        _ command: String, _ arguments: JSONValue? = nil, deadlineSeconds: Double = 10
    ) async throws -> JSONValue {
        let answer = try await conversation.ask(command, deadlineSeconds: deadlineSeconds) { number in
            var request: JSONValue = ["execute": .string(command), "id": .integer(number)]
            if let arguments {
                request = ["execute": .string(command), "arguments": arguments, "id": .integer(number)]
            }
            try channel.send(Array("\(request.jsonText())\n".utf8))
        }
        if let error = answer["error"] {
            throw QEMUError.refused(command: command, message: error["desc"]?.string ?? "No reason was given.")
        }
        return answer["return"] ?? .null
    }

    /// The events since the last call.
    public func takeEvents() -> [QMPEvent] {
        events.withLock { events in
            defer { events = [] }
            return events
        }
    }

    /// Whether QEMU is still there.
    public var isConnected: Bool { !conversation.hasEnded }

    /// QEMU's version, such as `7.2.22`.
    public func version() async throws -> String {
        let version = try await execute("query-version")["qemu"]
        return ["major", "minor", "micro"].map { "\(version?[$0]?.integer ?? 0)" }.joined(separator: ".")
    }

    /// What the machine does, in QEMU's words such as `running`, `paused` and `shutdown`.
    public func status() async throws -> String {
        try await execute("query-status")["status"]?.string ?? "unknown"
    }

    /// Ends the connection; QEMU goes on.
    public func close() { channel.close() }

    private func start() throws {
        // The thread must not keep the client alive, or nobody would ever close the connection.
        try channel.startReading { [weak self] bytes in
            self?.take(bytes)
        } onEnd: { [conversation, path = channel.path] in
            conversation.end(QEMUError.disconnected(socket: path))
        }
    }

    private func take(_ bytes: ArraySlice<UInt8>) {
        for message in lines.withLock({ $0.values(in: bytes) }) {
            if let name = message["event"]?.string {
                events.withLock { events in
                    guard events.count < Self.mostEvents else { return }
                    events.append(QMPEvent(name: name, data: message["data"] ?? .null))
                }
            } else if let number = message["id"]?.integer {
                conversation.finish(number, .success(message))
            }
        }
    }
}
