internal import CLinux
public import Failures
internal import Glibc

/// Runs blocking work on a thread of its own and suspends the caller until it ends.
///
/// The cooperative pool has one thread per core and never grows: one blocking call there stalls every
/// other task. Everything that blocks (file I/O, libnbd, waitpid) goes through here.
/// Cancellation is the work's own matter: pass a flag that it looks at.
/// - Throws: what the work throws; `SystemError` when there is no thread to be had.
public func onOwnThread<Value: Sendable>(
    named name: String, _ work: @escaping @Sendable () throws -> Value
) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        do {
            try startThread(named: name) {
                continuation.resume(with: Result { try work() })
            }
        } catch {
            continuation.resume(throwing: error)
        }
    }
}

/// Starts a detached thread that runs the work once.
///
/// Work that can't have a thread is not run at all: a loop that lives as long as the process would never give the
/// caller's thread back.
/// - Throws: `SystemError` when the machine gives no thread (pthread_create(3), EAGAIN).
public func startThread(named name: String, _ work: @escaping @Sendable () -> Void) throws(SystemError) {
    let box = Unmanaged.passRetained(ThreadWork(name: name, body: work))
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    defer { pthread_attr_destroy(&attributes) }
    var thread = pthread_t()
    let status = pthread_create(&thread, &attributes, { runThreadWork($0) }, box.toOpaque())
    guard status != 0 else { return }
    box.release()
    throw SystemError("pthread_create", name, code: status)
}

private func runThreadWork(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let pointer else { return nil }
    let work = Unmanaged<ThreadWork>.fromOpaque(pointer).takeRetainedValue()
    _ = gantry_name_this_thread(work.name)
    work.body()
    return nil
}

private final class ThreadWork: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }
}
