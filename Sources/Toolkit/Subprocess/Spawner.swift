internal import CLinux
internal import Failures
internal import Glibc
internal import Synchronization
internal import Threads

/// Starts child processes from one thread that lives as long as this process does.
///
/// Children ask to be killed when their parent *thread* ends (prctl(2), PR_SET_PDEATHSIG): that way a `kill -9`
/// of this process leaves no qemu or virt-v2v behind. Were they started from whichever thread happens to call,
/// they would die with that thread instead. This is why the thread is the process's and not passed around.
enum Spawner {
    private typealias Job = @Sendable () -> Void
    private static let jobs = Mutex<BlockingQueue<Job>?>(nil)

    /// The thread's queue; the thread is started by whoever comes first, and tried again after a failure.
    private static func queue() throws(SystemError) -> BlockingQueue<Job> {
        try jobs.withLock { jobs throws(SystemError) in
            if let jobs { return jobs }
            let queue = BlockingQueue<Job>(capacity: 64)
            try startThread(named: "spawner") { while let job = queue.pop() { job() } }
            jobs = queue
            return queue
        }
    }

    /// Starts a command with these descriptors as 0, 1 and 2; blocks for the milliseconds that it takes.
    static func start(_ command: Command, input: Int32, output: Int32, error: Int32) throws(SubprocessError) -> pid_t {
        guard let path = findExecutable(command.program) else { throw .notFound(program: command.program) }
        let answer = BlockingQueue<pid_t>(capacity: 1)
        let jobs: BlockingQueue<Job>
        do { jobs = try queue() } catch {
            throw .notStarted(program: command.program, reason: error.description)
        }
        jobs.push { answer.push(spawn(path, command, input, output, error)) }
        let pid = answer.pop() ?? -EAGAIN
        guard pid > 0 else {
            throw .notStarted(program: command.program, reason: String(cString: strerror(-pid)))
        }
        return pid
    }

    /// Calls the shim; gives the pid, or the negated error number.
    private static func spawn(
        _ path: String, _ command: Command, _ input: Int32, _ output: Int32, _ error: Int32
    ) -> pid_t {
        withCStrings([command.program] + command.arguments) { argv in
            withCStrings(environment(with: command.environment)) { envp in
                command.extraDescriptors.withUnsafeBufferPointer { extra in
                    path.withCString { path in
                        withOptionalCString(command.directory) { directory in
                            var request = gantry_spawn_request(
                                path: path, argv: argv, envp: envp, directory: directory, input: input, output: output,
                                error: error, extra_fds: extra.baseAddress, extra_count: Int32(extra.count))
                            let pid = gantry_spawn(&request)
                            return pid < 0 ? -errno : pid
                        }
                    }
                }
            }
        }
    }

    private static func environment(with changes: [String: String?]) -> [String] {
        var result: [String] = []
        var entry = environ
        while let text = entry.pointee {
            let line = String(cString: text)
            if changes[String(line.prefix { $0 != "=" })] == nil { result.append(line) }
            entry += 1
        }
        for (name, value) in changes { if let value { result.append("\(name)=\(value)") } }
        return result
    }

    private static func withOptionalCString<R>(_ text: String?, _ body: (UnsafePointer<CChar>?) -> R) -> R {
        guard let text else { return body(nil) }
        return text.withCString { body($0) }
    }

    private static func withCStrings<R>(
        _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> R
    ) -> R {
        var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
        pointers.append(nil)
        defer { pointers.forEach { free($0) } }
        return pointers.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { preconditionFailure("the array has at least its end mark") }
            return body(base)
        }
    }
}
