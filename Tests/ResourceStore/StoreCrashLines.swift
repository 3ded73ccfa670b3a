import Synchronization

/// What a writer said was acknowledged, by name; only what came last counts.
final class AcknowledgedLines: Sendable {
    private let latest = Mutex<[String: (count: Int64, version: Int64)]>([:])

    var last: [String: (count: Int64, version: Int64)] { latest.withLock { $0 } }

    func add(_ line: String) {
        let parts = line.split(separator: " ")
        guard parts.count == 3, let count = Int64(parts[1]), let version = Int64(parts[2]) else { return }
        latest.withLock { $0[String(parts[0])] = (count, version) }
    }
}
