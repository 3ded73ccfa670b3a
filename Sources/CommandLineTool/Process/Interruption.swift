internal import Failures
internal import Glibc

/// Turns SIGINT, SIGTERM and SIGHUP into a call, and a second one into the end of the process.
enum Interruption {
    /// Makes ready: before anything else, while there is one thread only, so that all later ones inherit the mask.
    /// - Returns: the signals to wait for; those that were ignored already (`nohup`) stay so.
    static func block() -> sigset_t {
        signal(SIGPIPE, SIG_IGN)
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) { sigaddset(&signals, number) }
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        return signals
    }

    /// Waits for ever; the first signal calls `first`, the second calls `second` and ends the process.
    static func wait(for signals: sigset_t, first: () -> Void, second: () -> Void) -> Never {
        var signals = signals
        var number: Int32 = 0
        while sigwait(&signals, &number) != 0 {}
        first()
        while sigwait(&signals, &number) != 0 {}
        second()
        _exit(FailureCategory.interrupted.exitCode)
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
            == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
