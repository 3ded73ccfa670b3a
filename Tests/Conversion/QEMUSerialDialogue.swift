import Foundation
import QEMU
import Synchronization

/// Talks to a guest over its serial port, for tests.
final class SerialDialogue: Sendable {
    struct Unanswered: Error, CustomStringConvertible {
        let description: String
    }

    private let channel: SocketChannel
    private let heard = Mutex<[UInt8]>([])

    init(_ socket: String) async throws {
        channel = try await .connect(to: socket, deadlineSeconds: 5)
        try channel.startReading { [weak self] bytes in
            self?.heard.withLock { $0 += bytes }
        } onEnd: {
        }
    }

    deinit { channel.close() }

    var text: String { heard.withLock { String(decoding: $0, as: UTF8.self) } }

    func send(_ text: String) throws { try channel.send(Array(text.utf8)) }

    /// Waits until the guest wrote one of the texts since the last call; gives which.
    @discardableResult
    func wait(for texts: String..., seconds: Double = 60) async throws -> String {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < deadline {
            if let found = texts.first(where: text.contains) {
                heard.withLock { $0 = [] }
                return found
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Unanswered(description: "none of \(texts) in \(text.suffix(2000))")
    }
}
