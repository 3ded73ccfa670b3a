import Failures
import Glibc
import Synchronization
import Testing

@testable import Subprocess

@Suite("Subprocess")
struct SubprocessTests {
    @Test("A program's output, errors and exit code come back")
    func outputAndStatus() async throws {
        let done = try await run(Command("sh", ["-c", "echo one; echo two >&2; exit 3"]), deadlineSeconds: 10)
        #expect(done.output == "one\n")
        #expect(done.errorOutput == "two\n")
        #expect(done.status == .exited(3))
    }

    @Test("A program that isn't installed is a named error")
    func missingProgram() async {
        await #expect(throws: SubprocessError.notFound(program: "no-such-program")) {
            try await run(Command("no-such-program"), deadlineSeconds: 1)
        }
    }

    @Test("A program that fails where it must not gives its last words")
    func failing() async throws {
        let error = await #expect(throws: SubprocessError.self) {
            try await runSuccessfully(Command("sh", ["-c", "echo broken >&2; exit 1"]), deadlineSeconds: 10)
        }
        #expect(error == .failed(program: "sh", status: .exited(1), message: "broken"))
    }

    @Test("The deadline ends a program and its children")
    func deadline() async throws {
        let started = ContinuousClock.now
        await #expect(throws: SubprocessError.deadlineExceeded(program: "sh", seconds: 0.2)) {
            try await run(Command("sh", ["-c", "sleep 30 & sleep 30"]), deadlineSeconds: 0.2)
        }
        #expect(ContinuousClock.now - started < .seconds(5))
    }

    @Test("Cancelling the task ends the program")
    func cancellation() async throws {
        let task = Task { try await run(Command("sleep", ["30"]), deadlineSeconds: 60) }
        try await Task.sleep(for: .milliseconds(100))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test("Standard input, environment, folder and extra descriptors reach the program")
    func plumbing() async throws {
        let null = open("/dev/null", O_RDONLY)
        defer { close(null) }
        let command = Command(
            "sh", ["-c", "cat; echo $GANTRY_TEST; pwd; readlink /proc/self/fd/3; echo \"[$HOME]\""],
            environment: ["GANTRY_TEST": "set", "HOME": nil], directory: "/usr", input: .bytes(Array("in\n".utf8)),
            extraDescriptors: [null])
        let done = try await run(command, deadlineSeconds: 10)
        #expect(done.output == "in\nset\n/usr\n/dev/null\n[]\n")
    }

    @Test("No descriptor of ours leaks into a program")
    func noLeaks() async throws {
        let leaky = open("/etc/passwd", O_RDONLY)
        defer { close(leaky) }
        let done = try await run(Command("sh", ["-c", "readlink /proc/self/fd/* || true"]), deadlineSeconds: 10)
        #expect(!done.output.contains("/etc/passwd"))
    }

    @Test("Lines come as they are written, carriage returns ending them too, and the last piece as well")
    func lines() async throws {
        let seen = Mutex<[String]>([])
        let process = try RunningProcess.start(Command("printf", ["10%%\\r20%%\\rdone\\nrest"])) { _, line in
            seen.withLock { $0.append(line) }
        }
        #expect(await process.wait().isSuccess)
        #expect(seen.withLock { $0 } == ["10%", "20%", "done", "rest"])
    }

    @Test("A grandchild that keeps the pipe open doesn't keep us waiting")
    func lingeringGrandchild() async throws {
        let started = ContinuousClock.now
        let done = try await run(Command("sh", ["-c", "setsid sleep 20 & echo out"]), deadlineSeconds: 15)
        #expect(done.output == "out\n")
        #expect(ContinuousClock.now - started < .seconds(5))
    }

    @Test("Where the kernel gives no descriptor of a process, its end is noticed all the same")
    func withoutProcessDescriptor() async throws {
        let seen = Mutex<[String]>([])
        let process = try RunningProcess.start(
            Command("sh", ["-c", "echo one; exec >&- 2>&-; sleep 0.3; exit 3"]), openProcess: { _ in -1 }
        ) { _, line in seen.withLock { $0.append(line) } }
        let overdue = Task {
            try await Task.sleep(for: .seconds(5))
            Issue.record("the end was not noticed")
            exit(1)
        }
        #expect(await process.wait() == .exited(3))
        overdue.cancel()
        #expect(seen.withLock { $0 } == ["one"])
    }
}
