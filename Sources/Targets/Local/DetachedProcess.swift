internal import FoundationEssentials
internal import Glibc
internal import QEMU
internal import Subprocess

/// A process that outlives us and that a later command finds again by its file.
///
/// A number in a file proves nothing: the process may be gone and the number be somebody else's. So the process must
/// also have our private folder on its command line.
struct DetachedProcess {
    let processID: Int32

    /// Finds the process that a file names, if it is still the one that was started with this marker in its arguments.
    init?(file: String, marker: String) {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8),
            let number = Int32(text.filter { $0.isNumber }), number > 1,
            let arguments = try? Data(contentsOf: URL(filePath: "/proc/\(number)/cmdline")),
            String(decoding: arguments, as: UTF8.self).contains(marker)
        else { return nil }
        processID = number
    }

    /// Whether it still runs (a zombie has no command line).
    func isRunning(marker: String) -> Bool {
        guard let arguments = try? Data(contentsOf: URL(filePath: "/proc/\(processID)/cmdline")) else { return false }
        return String(decoding: arguments, as: UTF8.self).contains(marker)
    }

    /// How long it has been running (proc_pid_stat(5), field 22).
    var uptimeSeconds: Double? {
        guard let stat = try? String(contentsOfFile: "/proc/\(processID)/stat", encoding: .utf8),
            let uptime = try? String(contentsOfFile: "/proc/uptime", encoding: .utf8),
            let now = uptime.split(separator: " ").first.flatMap({ Double($0) }),
            // The name in parentheses may have spaces, so fields are counted from behind it.
            let afterName = stat.split(separator: ")").last
        else { return nil }
        let fields = afterName.split(separator: " ")
        guard fields.count > 19, let ticks = Double(fields[19]) else { return nil }
        return max(0, now - ticks / Double(sysconf(Int32(_SC_CLK_TCK))))
    }

    /// Starts a program in a session of its own; its number goes to a file, what it says to a log.
    ///
    /// QEMU's own `-daemonize` can't be used: its seccomp filter is in force before it forks and kills it.
    /// The files' paths are absolute: the program may run in a folder of its own.
    /// A fork clears the parent-death signal (prctl(2)), which is why `setsid --fork` outlives us.
    static func start(_ command: Command, processFile: String, log: String) async throws {
        let script = "echo $$ > \"$0\"; log=$1; shift; exec \"$@\" < /dev/null > \"$log\" 2>&1"
        let arguments = ["--fork", "sh", "-c", script, processFile, log, command.program] + command.arguments
        try await runSuccessfully(Command("setsid", arguments, directory: command.directory), deadlineSeconds: 10)
        // The fork writes its number by itself, a moment after setsid ended.
        for _ in 0..<100 where access(processFile, F_OK) != 0 { try await Task.sleep(for: .milliseconds(20)) }
    }
}
