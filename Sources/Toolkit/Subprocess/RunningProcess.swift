internal import CLinux
internal import Failures
internal import Glibc
internal import Synchronization
internal import Threads

/// A child process whose output is taken line by line as it comes.
///
/// One thread of its own reads both pipes and waits for the end, so nothing blocks the cooperative pool,
/// and a child that writes much never stalls. The child leads a process group; signals go to the whole group.
public final class RunningProcess: Sendable {
    /// Where a line came from.
    public enum Stream: Sendable {
        /// Standard output.
        case output
        /// Standard error.
        case error
    }

    /// The child's process number, which is also its group's.
    public let processID: Int32
    private let ending = Mutex(Ending())

    private struct Ending {
        var status: ExitStatus?
        var waiters: [CheckedContinuation<ExitStatus, Never>] = []
    }

    /// Starts a program and delivers its output line by line.
    ///
    /// `onLine` is called on the child's own thread for every line (without its end) and for a last piece without
    /// one. Lines over 64 KiB come in pieces; carriage returns end a line too, as progress bars write them.
    public static func start(
        _ command: Command, onLine: @escaping @Sendable (Stream, String) -> Void
    ) throws -> RunningProcess {
        try start(command, openProcess: { gantry_pidfd_open($0) }, onLine: onLine)
    }

    /// As above; `openProcess` gives a descriptor that tells of the child's end, or -1 where there is none.
    static func start(
        _ command: Command, openProcess: @escaping @Sendable (Int32) -> Int32,
        onLine: @escaping @Sendable (Stream, String) -> Void
    ) throws -> RunningProcess {
        let output = try Pipe()
        let error = try Pipe()
        let input = try InputDescriptor(command.input)
        let pid = try Spawner.start(
            command, input: input.number, output: output.writing.number, error: error.writing.number)
        output.writing.close()
        error.writing.close()
        let process = RunningProcess(processID: pid)
        do {
            try startThread(named: command.program) {
                let ended = Descriptor(openProcess(pid))
                process.supervise([(.output, output.reading), (.error, error.reading)], ended, onLine)
            }
        } catch {
            // Nobody would read its output or reap it.
            process.send(signal: SIGKILL)
            process.finish()
            throw SubprocessError.notStarted(program: command.program, reason: error.description)
        }
        return process
    }

    private init(processID: Int32) { self.processID = processID }

    /// How it ended, if it has.
    public var status: ExitStatus? { ending.withLock { $0.status } }

    /// Waits for its end and for the last line to be delivered.
    ///
    /// Cancelling the task doesn't end the wait: send a signal for that.
    public func wait() async -> ExitStatus {
        await withCheckedContinuation { continuation in
            let status = ending.withLock { ending in
                if ending.status == nil { ending.waiters.append(continuation) }
                return ending.status
            }
            if let status { continuation.resume(returning: status) }
        }
    }

    /// Sends a signal to the child's process group, unless it has ended.
    public func send(signal: Int32) {
        ending.withLock { if $0.status == nil { _ = kill(-processID, signal) } }
    }

    /// Asks it to end, and forces it after the grace time; returns how it ended.
    @discardableResult
    public func stop(graceSeconds: Double = 5) async -> ExitStatus {
        send(signal: SIGTERM)
        let forcing = Task {
            try await Task.sleep(for: .seconds(graceSeconds))
            send(signal: SIGKILL)
        }
        defer { forcing.cancel() }
        return await wait()
    }

    private func supervise(
        _ pipes: [(Stream, Descriptor)], _ ended: Descriptor, _ onLine: @escaping @Sendable (Stream, String) -> Void
    ) {
        // Without a descriptor (none is left, or a sandbox forbids the call) the kernel is asked ten times a second.
        let isAsking = ended.number < 0
        var readers = pipes.map { LineReader(stream: $0.0, descriptor: $0.1) }
        var isRunning = true
        while isRunning || readers.contains(where: \.isOpen) {
            var polled = readers.map { pollRequest($0.isOpen ? $0.descriptor.number : -1) }
            polled.append(pollRequest(isRunning ? ended.number : -1))
            // After its end only what is already in the pipes is read: a grandchild may hold them open.
            let ready = poll(&polled, nfds_t(polled.count), isRunning ? (isAsking ? 100 : -1) : 0)
            for index in readers.indices where polled[index].revents != 0 { readers[index].read(onLine) }
            if !isRunning, ready <= 0 { break }
            if polled[readers.count].revents != 0 || (isAsking && isRunning && hasEnded) { isRunning = false }
        }
        for index in readers.indices { readers[index].finish(onLine) }
        finish()
    }

    /// Whether the child has ended; it isn't reaped by this (waitid(2), WNOWAIT).
    private var hasEnded: Bool {
        var found = siginfo_t()
        let status = waitid(P_PID, id_t(processID), &found, WEXITED | WNOHANG | WNOWAIT)
        return status != 0 ? errno != EINTR : found.si_signo != 0
    }

    private func finish() {
        var waitStatus: Int32 = 0
        let (status, waiters) = ending.withLock { ending in
            // Reaped under the lock, so that no signal can reach a process that took over the number.
            while waitpid(processID, &waitStatus, 0) < 0, errno == EINTR {}
            let status = ExitStatus(waitStatus: waitStatus)
            ending.status = status
            defer { ending.waiters = [] }
            return (status, ending.waiters)
        }
        for waiter in waiters { waiter.resume(returning: status) }
    }
}

/// Waits for something to read; a negative descriptor is left out (poll(2)).
private func pollRequest(_ descriptor: Int32) -> pollfd {
    pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
}
