internal import Glibc
internal import Synchronization

/// A connection as the system knows it, and since when a whole request is awaited on it.
final class Connection: Sendable {
    let socket: Int32
    let awaitedSince: Mutex<ContinuousClock.Instant?>

    init(socket: Int32) {
        self.socket = socket
        awaitedSince = Mutex(.now)
    }

    /// Small pieces of a stream go out without waiting for acknowledgements, which take 40 ms (tcp(7), TCP_NODELAY).
    func sendAtOnce() {
        var isOn: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
    }
}

extension ServerCore {
    /// Does what libmicrohttpd can't.
    ///
    /// It ends clients that left while their connection was suspended, handlers that take too
    /// long, and clients that send a request a byte at a time. Called every second.
    func watch() {
        let now = ContinuousClock.now
        closeSlowSenders(now)
        let gone = departed()
        for exchange in gone { exchange.abandon() }
        let limit = Duration.seconds(options.handlerSeconds)
        for exchange in exchanges.withLock({ Array($0.open.values) }) {
            let late = exchange.state.withLock { state -> Task<Void, Never>? in
                guard state.phase == .handling, state.response == nil, now - state.startedAt > limit else { return nil }
                state.response = options.rejection(.timedOut)
                Exchange.resume(&state)
                return state.task
            }
            late?.cancel()
        }
    }

    /// Exchanges whose client closed its side (poll(2): POLLRDHUP), which an HTTP client does only when it gives up.
    private func departed() -> [Exchange] {
        // Under the lock no exchange ends, so that every socket is still the one that was meant.
        exchanges.withLock { all in
            let waiting = all.open.values.compactMap { exchange in
                exchange.state.withLock { $0.isSuspended ? (exchange, $0.socket) : nil }
            }
            let peerClosed: Int16 = 0x2000
            var polled = waiting.map { pollfd(fd: $0.1, events: peerClosed, revents: 0) }
            guard poll(&polled, nfds_t(polled.count), 0) > 0 else { return [] }
            let closed = peerClosed | Int16(POLLHUP) | Int16(POLLERR)
            return zip(waiting, polled).filter { $0.1.revents & closed != 0 }.map(\.0.0)
        }
    }

    private func closeSlowSenders(_ now: ContinuousClock.Instant) {
        let limit = Duration.seconds(options.requestSeconds + Double(options.idleSeconds))
        exchanges.withLock { all in
            for connection in all.connections.values {
                guard let since = connection.awaitedSince.withLock({ $0 }), now - since > limit else { continue }
                shutdown(connection.socket, Int32(SHUT_RDWR))
            }
        }
    }
}
