internal import BlockIO
internal import Threads

/// The first error of a group of threads, which stops them all.
final class StopSignal: Sendable {
    /// What the threads look at; also raised when the task is cancelled.
    let flag: CancellationFlag
    private let first = Monitor<(any Error)?>(nil)

    init(_ flag: CancellationFlag) { self.flag = flag }

    /// Keeps the error unless there is one already, and stops the threads.
    func fail(_ error: any Error) {
        first.change { if $0 == nil { $0 = error } }
        flag.raise()
    }

    /// Throws the first error.
    func check() throws {
        guard flag.isRaised else { return }
        if let error = first.look({ $0 }) { throw error }
        throw CancellationError()
    }
}
