import Glibc
import Synchronization

/// A started program whose output goes to files, so that nothing here can hold it up or lose what it wrote.
final class RunningProgram: Sendable {
    let processID: pid_t
    let outputPath: String
    let errorPath: String
    let startedAt = ContinuousClock.now
    /// Stands in the environment of the program and of all it starts, so that those left over are found.
    let mark: String
    /// Keeps the folder with the output for as long as someone may read it.
    private let logs: Scratch
    private let status = Mutex<Int32?>(nil)

    /// Starts a program in a process group of its own, with signals as a login shell would give them.
    init(
        _ program: String, _ arguments: [String], environment: [String: String] = [:], input: String = "/dev/null",
        logs: Scratch
    ) throws {
        mark = "GANTRY_TEST_MARK=\(getpid())-\(UInt64.random(in: 0 ... .max))"
        self.logs = logs
        outputPath = logs.freshPath("stdout")
        errorPath = logs.freshPath("stderr")
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var everySignal = sigset_t()
        var noSignal = sigset_t()
        sigfillset(&everySignal)
        sigemptyset(&noSignal)
        // A background job ignores SIGINT, and would pass that on: the tests of Ctrl-C need the default.
        posix_spawnattr_setsigdefault(&attributes, &everySignal)
        posix_spawnattr_setsigmask(&attributes, &noSignal)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
        posix_spawnattr_setflags(&attributes, Int16(flags))
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, outputPath, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        posix_spawn_file_actions_addopen(&actions, 2, errorPath, O_WRONLY | O_CREAT | O_TRUNC, 0o644)

        var variables = Self.inheritedVariables.filter { variable in
            !environment.keys.contains { variable.hasPrefix("\($0)=") }
        }
        variables += environment.map { "\($0.key)=\($0.value)" } + [mark]
        var pid: pid_t = 0
        let code = withCStrings([program] + arguments) { argv in
            withCStrings(variables) { envp in posix_spawnp(&pid, program, &actions, &attributes, argv, envp) }
        }
        guard code == 0 else { throw HarnessError("can't start \(program): \(String(cString: strerror(code)))") }
        processID = pid
    }

    deinit {
        guard status.withLock({ $0 }) == nil else { return }
        kill(-processID, SIGKILL)
        waitpid(processID, nil, 0)
    }

    private static var inheritedVariables: [String] {
        var variables: [String] = []
        var next = environ
        while let variable = next.pointee {
            variables.append(String(cString: variable))
            next += 1
        }
        return variables
    }

    /// Sends a signal to the program alone, as `kill` does; what it started must look after itself.
    func send(_ signal: Int32) {
        if status.withLock({ $0 }) == nil { kill(processID, signal) }
    }

    /// Whether it has ended; never waits.
    var hasEnded: Bool {
        status.withLock { status in
            if status != nil { return true }
            var code: Int32 = 0
            guard waitpid(processID, &code, WNOHANG) == processID else { return false }
            status = code
            return true
        }
    }

    /// Waits for the end; a program that is not done in time is killed, with all it started, and the test fails.
    func finish(withinSeconds limitSeconds: Double) async throws -> Outcome {
        let deadline = startedAt + .seconds(limitSeconds)
        while !hasEnded {
            guard ContinuousClock.now < deadline else {
                for leftOver in processesWith(mark: mark) { kill(leftOver, SIGKILL) }
                throw HarnessError("not done after \(limitSeconds) s; it said:\n\(written())")
            }
            try await Task.sleep(for: .milliseconds(5))
        }
        let code = status.withLock { $0 } ?? 0
        return Outcome(
            exitCode: code & 0x7f == 0 ? (code >> 8) & 0xff : -(code & 0x7f), output: textOfFile(outputPath),
            errorOutput: textOfFile(errorPath), elapsedSeconds: seconds(ContinuousClock.now - startedAt))
    }

    /// What it wrote so far, to both outputs.
    func written() -> String { textOfFile(outputPath) + textOfFile(errorPath) }

    /// Waits until it has written these words (any words at all when they are empty), and says how long it took.
    @discardableResult
    func waitForOutput(_ words: String, withinSeconds limitSeconds: Double) async throws -> Double {
        let deadline = ContinuousClock.now + .seconds(limitSeconds)
        while true {
            let text = written()
            if words.isEmpty ? !text.isEmpty : text.contains(words) { return seconds(ContinuousClock.now - startedAt) }
            guard !hasEnded || words.isEmpty, ContinuousClock.now < deadline else {
                throw HarnessError("\"\(words)\" did not come; it said:\n\(written())")
            }
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}

/// Calls with a null-terminated array of C strings.
private func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    var pointers = strings.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeMutableBufferPointer { buffer in
        guard let first = buffer.baseAddress else { preconditionFailure("an array with a terminator is not empty") }
        return body(first)
    }
}

/// A span of time in seconds.
func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
}
