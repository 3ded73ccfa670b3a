internal import Synchronization

/// What a finished program wrote and how it ended.
public struct CompletedProcess: Sendable {
    /// How it ended.
    public var status: ExitStatus
    /// Its standard output: the first MiB.
    public var output: String
    /// Its standard error: the last 64 KiB.
    public var errorOutput: String

    /// The lines at the end of standard error, for messages to people.
    public var lastErrorLines: String {
        errorOutput.split(separator: "\n").suffix(4).joined(separator: " ")
    }
}

/// Runs a program to its end and gives what it wrote.
///
/// Cancelling the task, or passing the deadline, ends the program and its group.
/// - Throws: `SubprocessError.notFound`, `.notStarted` or `.deadlineExceeded`; `CancellationError`. A program that
///   ends with an error does not throw: look at `status`, or use `runSuccessfully`.
public func run(_ command: Command, deadlineSeconds: Double) async throws -> CompletedProcess {
    let texts = Mutex((output: "", error: ""))
    let process = try RunningProcess.start(command) { stream, line in
        texts.withLock { texts in
            if stream == .output, texts.output.utf8.count < 1 << 20 { texts.output += line + "\n" }
            if stream == .error {
                texts.error += line + "\n"
                if texts.error.utf8.count > 1 << 17 { texts.error = String(texts.error.suffix(1 << 16)) }
            }
        }
    }
    let outcome = await endOf(process, deadlineSeconds: deadlineSeconds)
    try Task.checkCancellation()
    guard let status = outcome else {
        throw SubprocessError.deadlineExceeded(program: command.program, seconds: deadlineSeconds)
    }
    let (output, error) = texts.withLock { $0 }
    return CompletedProcess(status: status, output: output, errorOutput: error)
}

/// Runs a program that must succeed.
/// - Throws: as `run`, and `SubprocessError.failed` with the end of its standard error.
@discardableResult
public func runSuccessfully(_ command: Command, deadlineSeconds: Double) async throws -> CompletedProcess {
    let completed = try await run(command, deadlineSeconds: deadlineSeconds)
    guard completed.status.isSuccess else {
        throw SubprocessError.failed(
            program: command.program, status: completed.status, message: completed.lastErrorLines)
    }
    return completed
}

/// Waits for the end, and stops the process on cancellation or at the deadline.
///
/// - Returns: nil when the deadline passed.
private func endOf(_ process: RunningProcess, deadlineSeconds: Double) async -> ExitStatus? {
    let overdue = Task {
        try await Task.sleep(for: .seconds(deadlineSeconds))
        process.send(signal: 15)
        try await Task.sleep(for: .seconds(2))
        process.send(signal: 9)
    }
    let started = ContinuousClock.now
    let status = await withTaskCancellationHandler {
        await process.wait()
    } onCancel: {
        process.send(signal: 9)
    }
    overdue.cancel()
    return ContinuousClock.now - started >= .seconds(deadlineSeconds) && !status.isSuccess ? nil : status
}
