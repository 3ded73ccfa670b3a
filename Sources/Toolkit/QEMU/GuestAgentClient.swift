internal import Synchronization
public import Values

/// The guest's own account of itself.
public struct GuestSystem: Sendable, Equatable, Codable {
    /// The operating system's name with its version, such as `Debian GNU/Linux 12 (bookworm)`.
    public var prettyName: String
    /// Its machine-readable name, such as `debian`.
    public var id: String
    /// The kernel's release.
    public var kernelRelease: String
}

/// Talks to the QEMU guest agent over its virtio-serial channel (QEMU's docs/interop/qemu-ga).
///
/// No answer is the normal case, since most guests have no agent. Whatever a guest answers is taken with limits.
public final class GuestAgentClient: Sendable {
    private let channel: SocketChannel
    private let conversation = Conversation()
    private let lines = Mutex(JSONLines(longestLineBytes: 64 << 10))
    private let waitingCommand = Mutex<Int64?>(nil)

    /// Connects to the channel's socket; that says nothing about an agent behind it.
    public static func connect(to path: String, deadlineSeconds: Double) async throws -> GuestAgentClient {
        let client = GuestAgentClient(channel: try await .connect(to: path, deadlineSeconds: deadlineSeconds))
        try client.channel.startReading { [weak client] bytes in
            client?.take(bytes)
        } onEnd: { [conversation = client.conversation] in
            conversation.end(QEMUError.disconnected(socket: path))
        }
        return client
    }

    private init(channel: SocketChannel) { self.channel = channel }

    deinit { channel.close() }

    /// Whether an agent answers within the time.
    public func answers(withinSeconds seconds: Double) async -> Bool {
        let answer = try? await conversation.ask("guest-sync-delimited", deadlineSeconds: seconds) { number in
            let request: JSONValue = ["execute": "guest-sync-delimited", "arguments": ["id": .integer(number)]]
            // The leading byte makes an agent that was interrupted in the middle of a request start anew.
            try channel.send([0xFF] + Array("\(request.jsonText())\n".utf8))
        }
        return answer != nil
    }

    /// Runs a command of the agent; call `answers` first, and one command at a time.
    public func execute(
        _ command: String, _ arguments: JSONValue = [:], deadlineSeconds: Double = 5
    ) async throws -> JSONValue {
        let answer = try await conversation.ask(command, deadlineSeconds: deadlineSeconds) { number in
            waitingCommand.withLock { $0 = number }
            let request: JSONValue = ["execute": .string(command), "arguments": arguments]
            try channel.send(Array("\(request.jsonText())\n".utf8))
        }
        if let error = answer["error"] {
            throw QEMUError.refused(command: command, message: error["desc"]?.string ?? "No reason was given.")
        }
        return answer["return"] ?? .null
    }

    /// What the guest says it is; nil when its agent doesn't say.
    public func system() async -> GuestSystem? {
        guard let info = try? await execute("guest-get-osinfo") else { return nil }
        func text(_ name: String) -> String { String((info[name]?.string ?? "").prefix(200)) }
        return GuestSystem(prettyName: text("pretty-name"), id: text("id"), kernelRelease: text("kernel-release"))
    }

    /// Ends the connection.
    public func close() { channel.close() }

    private func take(_ bytes: ArraySlice<UInt8>) {
        for message in lines.withLock({ $0.values(in: bytes) }) {
            // The answer to a synchronisation is its number; all else answers the one command that is waited for.
            if let number = message["return"]?.integer {
                conversation.finish(number, .success(message))
            } else if let number = waitingCommand.withLock({ $0.take() }) {
                conversation.finish(number, .success(message))
            }
        }
    }
}
