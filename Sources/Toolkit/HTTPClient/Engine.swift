internal import CCurl
internal import Glibc
internal import Synchronization
internal import Threads

/// The thread that runs libcurl: commands go in by a list and a wake-up, answers come out through transfers.
final class Engine: @unchecked Sendable {
    // Safe to share: `multi` is used by the engine's own thread alone, but for curl_multi_wakeup, which any thread may
    // call (libcurl's manual) and which happens only while `isClosed` is false under the lock.
    private let multi: UnsafeMutableRawPointer
    let configuration: HTTPClientConfiguration
    private let commands = Mutex(Commands())

    private struct Commands {
        var list: [Command] = []
        var isClosed = false
    }

    private enum Command {
        case add(Transfer)
        case cancel(Transfer)
        case resume(Transfer)
    }

    init(_ configuration: HTTPClientConfiguration) throws {
        guard Self.isLibraryReady, let multi = curl_multi_init() else {
            throw HTTPClientError.unusableRequest(reason: "libcurl could not be started.")
        }
        self.multi = multi
        self.configuration = configuration
        _ = gantry_curl_multi_set_long(
            multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, max(1, configuration.maximumConnections))
    }

    private static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// Starts the thread, which lives until `close`.
    func start() throws {
        try startThread(named: "http-client") { self.run() }
    }

    func add(_ transfer: Transfer) {
        let isOpen = post(.add(transfer))
        if !isOpen { transfer.finish(.failure(HTTPClientError.closed)) }
    }

    func cancel(_ transfer: Transfer) { _ = post(.cancel(transfer)) }

    func resume(_ transfer: Transfer) { _ = post(.resume(transfer)) }

    func close() {
        commands.withLock { commands in
            guard !commands.isClosed else { return }
            commands.isClosed = true
            _ = curl_multi_wakeup(multi)
        }
    }

    private func post(_ command: Command) -> Bool {
        commands.withLock { commands in
            guard !commands.isClosed else { return false }
            commands.list.append(command)
            _ = curl_multi_wakeup(multi)
            return true
        }
    }

    // Below, the engine's own thread.

    private func run() {
        ignoreBrokenPipes()
        var running = RunningTransfers(multi: multi, configuration: configuration)
        while true {
            let (list, isClosed) = commands.withLock { commands in
                defer { commands.list = [] }
                return (commands.list, commands.isClosed)
            }
            for command in list { carryOut(command, &running) }
            if isClosed { break }
            var active: Int32 = 0
            _ = curl_multi_perform(multi, &active)
            running.finishDone()
            let waitMilliseconds = running.endOverdue()
            _ = curl_multi_poll(multi, nil, 0, waitMilliseconds, nil)
        }
        running.endAll(HTTPClientError.closed)
        _ = curl_multi_cleanup(multi)
    }

    private func carryOut(_ command: Command, _ running: inout RunningTransfers) {
        switch command {
        case .add(let transfer): running.begin(transfer)
        case .cancel(let transfer): running.end(transfer, CancellationError())
        case .resume(let transfer): running.resume(transfer)
        }
    }

    /// A server that hangs up while we write is an error of that request, not a signal for the program (curl leaves
    /// that to us with CURLOPT_NOSIGNAL).
    private func ignoreBrokenPipes() {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }
}
