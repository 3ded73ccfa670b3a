internal import Synchronization

/// Writes warnings; those of the server only when they say something new.
final class WarningLog: Sendable {
    private let told = Mutex<Set<Substring>>([])
    private let streams: StandardStreams

    init(_ streams: StandardStreams) { self.streams = streams }

    /// Warns of something in an object.
    func tell(_ warning: String, about label: String) {
        told.withLock { _ = $0.insert(Self.core(warning)) }
        streams.writeError(printable("warning: \(label): \(warning)") + "\n")
    }

    /// Passes a warning of the server on, which sees the same unknown fields that were seen here before.
    func passOn(_ warning: String) {
        guard told.withLock({ $0.insert(Self.core(warning)).inserted }) else { return }
        streams.writeError(printable("warning: \(warning)") + "\n")
    }

    /// A warning without the suggestion behind it, which not every server makes.
    private static func core(_ warning: String) -> Substring { warning.prefix { $0 != ";" } }
}
