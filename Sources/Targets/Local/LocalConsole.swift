internal import Failures
internal import Files
internal import Glibc
internal import QEMU
internal import Synchronization
internal import Threads

extension LocalMachines {
    /// How a console session ended.
    public enum ConsoleEnding: Sendable, Equatable {
        /// The user pressed Ctrl-].
        case left
        /// The machine powered off.
        case machineStopped
        /// What the output went to was closed.
        case outputClosed
        /// The input ended, and the guest has been quiet since or has had long enough.
        case inputEnded
    }

    /// Joins the terminal to the machine's serial port until the user presses Ctrl-] or the machine stops.
    ///
    /// A terminal is made raw, so that every key goes to the guest, and put back at the end. Without a terminal bytes
    /// are copied as they are. At the end of the input the guest may still be answering: the session goes on until
    /// nothing came for `quietSeconds`, but for `longestSeconds` at most.
    /// - Throws: `LocalError.notRunning`, `.busy`; `CancellationError`.
    @discardableResult
    public func attachConsole(
        _ name: String, input: Int32 = 0, output: Int32 = 1, quietSeconds: Double = 2, longestSeconds: Double = 30
    ) async throws -> ConsoleEnding {
        let place = try MachineFolder(name, in: folder)
        guard place.process != nil else { throw LocalError.notRunning(name: name) }
        guard let lock = try FolderLock(path: "\(place.runtimePath)/console.lock") else {
            throw LocalError.busy(name: name, purpose: "Another command has its console.")
        }
        defer { withExtendedLifetime(lock) {} }
        let channel = try await SocketChannel.connect(to: place.sockets.serialSocket, deadlineSeconds: 5)
        defer { channel.close() }
        let session = ConsoleSession(
            channel: channel, input: input, output: output, quiet: .seconds(quietSeconds),
            longest: .seconds(longestSeconds))
        return try await onOwnThread(named: "vm-console", cancellable: { try session.run($0) })
    }
}

/// One console session: the socket's thread writes the output, the session's thread reads the input.
private final class ConsoleSession: Sendable {
    private let channel: SocketChannel
    private let input: Int32
    private let output: Int32
    private let quiet: Duration
    private let longest: Duration
    private let heardAt = Mutex(ContinuousClock.now)
    private let ending = Mutex<LocalMachines.ConsoleEnding?>(nil)

    /// Ctrl-], as telnet and virsh have it.
    private static let leavingKey: UInt8 = 0x1D

    init(channel: SocketChannel, input: Int32, output: Int32, quiet: Duration, longest: Duration) {
        self.channel = channel
        self.input = input
        self.output = output
        self.quiet = quiet
        self.longest = longest
    }

    func run(_ cancellation: CancellationFlag) throws -> LocalMachines.ConsoleEnding {
        let terminal = RawTerminal(input)
        defer { terminal?.restore() }
        try channel.startReading { [self] in
            heardAt.withLock { $0 = .now }
            write($0)
        } onEnd: { [self] in
            end(.machineStopped)
        }
        var inputEndedAt: ContinuousClock.Instant?
        while true {
            try cancellation.check()
            if let ending = ending.withLock({ $0 }) { return ending }
            if let inputEndedAt, isDone(since: inputEndedAt) { return .inputEnded }
            var waiting = pollfd(fd: inputEndedAt == nil ? input : -1, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 100) > 0 else { continue }
            if !forward(isTerminal: terminal != nil, cancellation) { inputEndedAt = .now }
        }
    }

    private func isDone(since inputEndedAt: ContinuousClock.Instant) -> Bool {
        let now = ContinuousClock.now
        return now - inputEndedAt >= longest || now - max(inputEndedAt, heardAt.withLock(\.self)) >= quiet
    }

    /// Sends what was typed; false at the end of the input.
    private func forward(isTerminal: Bool, _ cancellation: CancellationFlag) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(input, &buffer, buffer.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return true }
        guard count > 0 else { return false }
        var bytes = buffer[..<count]
        if isTerminal, let key = bytes.firstIndex(of: Self.leavingKey) {
            bytes = bytes[..<key]
            end(.left)
        }
        return channel.sendWaiting(bytes) { !cancellation.isRaised && ending.withLock { $0 == nil } }
    }

    private func write(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            if written < 0, errno == EAGAIN {
                var waiting = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
                poll(&waiting, 1, 200)
                continue
            }
            guard written > 0 else { return end(.outputClosed) }
            rest = rest.dropFirst(written)
        }
    }

    private func end(_ how: LocalMachines.ConsoleEnding) {
        ending.withLock { $0 = $0 ?? how }
    }
}

/// A terminal that passes every key on as it is, until it is put back.
private struct RawTerminal {
    private let descriptor: Int32
    private let before: termios

    /// Makes a terminal raw; nil when the descriptor is no terminal.
    init?(_ descriptor: Int32) {
        var settings = termios()
        guard isatty(descriptor) == 1, tcgetattr(descriptor, &settings) == 0 else { return nil }
        self.descriptor = descriptor
        before = settings
        cfmakeraw(&settings)
        tcsetattr(descriptor, TCSANOW, &settings)
    }

    func restore() {
        var settings = before
        tcsetattr(descriptor, TCSADRAIN, &settings)
    }
}
