internal import BlockIO
internal import Threads

/// Threads that work on one thing: an error of one stops all, and the owner waits for the last.
final class ThreadGroup: Sendable {
    let stop: StopSignal
    private let running = Monitor(0)

    init(_ stop: StopSignal) { self.stop = stop }

    /// Starts a thread; that there is none to be had is an error like those of its work.
    func start(_ name: String, _ work: @escaping @Sendable () throws -> Void) {
        running.change { $0 += 1 }
        do {
            try startThread(named: name) {
                do { try work() } catch { self.stop.fail(error) }
                self.running.change { $0 -= 1 }
            }
        } catch {
            stop.fail(error)
            running.change { $0 -= 1 }
        }
    }

    /// Waits until no thread runs; the body is called ten times a second meanwhile.
    func waitForAll(_ meanwhile: () -> Void) {
        while running.wait(milliseconds: 100, { $0 == 0 ? true : nil }) == nil { meanwhile() }
    }
}
