internal import Failures
internal import Glibc
internal import Synchronization

/// A log file of bounded size that only its owner can read: the beginning goes to the file as it comes, and of what
/// passes the bound the end is kept, since that is where the reason of a failure stands.
final class ConversionLog: Sendable {
    let path: String
    private let headLimitBytes: Int
    private let tailLimitBytes: Int
    private let state: Mutex<State>

    private struct State {
        var descriptor: Int32
        var headBytes = 0
        var tail: [String] = []
        var tailStart = 0
        var tailBytes = 0
        var leftOutBytes = 0
    }

    /// Opens the log for appending.
    init(path: String, headLimitBytes: Int = 8 << 20, tailLimitBytes: Int = 4 << 20) throws(SystemError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw SystemError("open", path) }
        self.path = path
        self.headLimitBytes = headLimitBytes
        self.tailLimitBytes = tailLimitBytes
        state = Mutex(State(descriptor: descriptor))
    }

    deinit { close() }

    /// Adds a line.
    ///
    /// A log that can't be written must not end a conversion, so errors are not reported.
    func append(_ line: String) {
        let line = withoutSecrets(line) + "\n"
        state.withLock { state in
            guard state.descriptor >= 0 else { return }
            if state.headBytes + line.utf8.count <= headLimitBytes, state.tail.isEmpty {
                state.headBytes += line.utf8.count
                writeAll(line, to: state.descriptor)
            } else {
                keepAtEnd(line, &state)
            }
        }
    }

    /// Writes what was kept of the end, and closes the file.
    func close() {
        state.withLock { state in
            guard state.descriptor >= 0 else { return }
            if state.leftOutBytes > 0 { writeAll("[\(state.leftOutBytes) bytes left out]\n", to: state.descriptor) }
            for line in state.tail[state.tailStart...] { writeAll(line, to: state.descriptor) }
            Glibc.close(state.descriptor)
            state.descriptor = -1
        }
    }

    private func keepAtEnd(_ line: String, _ state: inout State) {
        state.tail.append(line)
        state.tailBytes += line.utf8.count
        while state.tailBytes > tailLimitBytes, state.tailStart < state.tail.count {
            let dropped = state.tail[state.tailStart].utf8.count
            state.tailBytes -= dropped
            state.leftOutBytes += dropped
            state.tailStart += 1
        }
        if state.tailStart > 4096 {
            state.tail.removeFirst(state.tailStart)
            state.tailStart = 0
        }
    }
}

/// A line without what opens encrypted disks.
///
/// libguestfs 1.48 already prints keys as `***` (seen with -v -x and cryptsetup_open); this guards against versions
/// that don't: from the traced calls that take a key, only the call and its first word are kept.
func withoutSecrets(_ line: String) -> String {
    guard line.contains("trace: ") else { return line }
    for call in [" cryptsetup_open \"", " luks_open \"", " luks_open_ro \"", " luks_add_key \"", " luks_kill_slot \""] {
        guard let range = line.firstRange(of: call) else { continue }
        let device = line[range.upperBound...].prefix { $0 != "\"" }
        return line[..<range.upperBound] + device + "\" ***"
    }
    return line
}

/// Writes all of a text, as far as the file takes it.
private func writeAll(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
        var offset = 0
        while offset < bytes.count {
            let count = write(descriptor, bytes.baseAddress?.advanced(by: offset), bytes.count - offset)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            offset += count
        }
    }
}
