internal import CMicrohttpd
internal import Glibc
internal import Synchronization
internal import Threads

/// An HTTP/1.1 server, plain or with TLS, whose handler is asynchronous (libmicrohttpd underneath).
///
/// One thread talks to all clients. Requests are read whole, up to a limit, before the handler sees them; answers are
/// whole or streamed. A connection that waits costs memory only.
public final class HTTPServer: Sendable {
    /// The port that it listens on.
    public let port: UInt16
    private let core: ServerCore
    private let daemon: Mutex<Daemon>

    private struct Daemon {
        var handle: OpaquePointer?
        var texts: [UnsafeMutablePointer<CChar>]

        /// Joins the server's thread; every exchange has been ended or abandoned before.
        mutating func stop() {
            if let handle { MHD_stop_daemon(handle) }
            handle = nil
            texts.forEach { free($0) }
            texts = []
        }
    }

    /// Starts to serve.
    ///
    /// - Throws: `HTTPServerError` when the port is in use or the server can't start.
    public init(
        _ options: HTTPServerOptions, handler: @escaping @Sendable (HTTPRequest) async throws -> HTTPResponse
    ) throws {
        core = ServerCore(options, handler)
        let listening = try ListeningSocket(host: options.host, port: options.port)
        port = listening.port
        let texts = [options.identity?.keyPEM, options.identity?.certificatePEM].compactMap {
            $0.flatMap { strdup($0) }
        }
        var settings = Self.settings(options, core)
        settings.listening_socket = listening.descriptor
        settings.key = texts.first.map { UnsafePointer($0) }
        settings.certificate = texts.last.map { UnsafePointer($0) }
        guard let handle = gantry_start_server(&settings) else {
            close(listening.descriptor)
            texts.forEach { free($0) }
            throw HTTPServerError.notStarted(usesTLS: options.identity != nil)
        }
        nonisolated(unsafe) let owned = Daemon(handle: handle, texts: texts)
        daemon = Mutex(owned)
        try Self.startWatchman(core)
    }

    deinit {
        for exchange in core.exchanges.withLock({ $0.stop() }) { exchange.abandon() }
        daemon.withLock { $0.stop() }
    }

    /// Stops: nothing new is let in, streams are told to end, and what runs has a moment to finish.
    public func stop(graceSeconds: Double = 5) async {
        _ = core.exchanges.withLock { $0.stop() }
        let listening = daemon.withLock { $0.handle.map { MHD_quiesce_daemon($0) } ?? -1 }
        if listening >= 0 { close(listening) }
        endStreams()
        let deadline = ContinuousClock.now + .seconds(graceSeconds)
        while core.exchanges.withLock({ !$0.open.isEmpty }), ContinuousClock.now < deadline {
            // A caller that is cancelled still waits for the deadline: stopping is what it was cancelled for.
            await Task { try? await Task.sleep(for: .milliseconds(10)) }.value
        }
        for exchange in core.exchanges.withLock({ Array($0.open.values) }) { exchange.abandon() }
        await stopDaemon()
    }

    private func endStreams() {
        for exchange in core.exchanges.withLock({ Array($0.open.values) }) {
            let task = exchange.state.withLock { state -> Task<Void, Never>? in
                if case .stream = state.response?.body { state.task } else { nil }
            }
            task?.cancel()
        }
    }

    /// Joining the server's thread blocks, so it happens on another one.
    private func stopDaemon() async {
        do {
            try await onOwnThread(named: "http-stop") { [self] in daemon.withLock { $0.stop() } }
        } catch {
            // No thread to be had: the caller's own waits for the joining, which is better than not to stop.
            daemon.withLock { $0.stop() }
        }
    }

    private static func startWatchman(_ core: ServerCore) throws {
        try startThread(named: "http-watch") { [weak core] in
            while let core, core.exchanges.withLock({ !$0.isStopping }) {
                core.watch()
                withExtendedLifetime(core) {}
                sleep(1)
            }
        }
    }
}

extension HTTPServer {
    private static func settings(_ options: HTTPServerOptions, _ core: ServerCore) -> gantry_server_options {
        var settings = gantry_server_options()
        settings.connection_limit = UInt32(options.maximumConnections)
        settings.connection_limit_per_address = UInt32(options.maximumConnectionsPerClient)
        settings.idle_seconds = UInt32(options.idleSeconds)
        settings.connection_memory_bytes = options.connectionMemoryBytes
        // The server holds the core, and stops the thread that uses this pointer before it goes.
        settings.context = Unmanaged.passUnretained(core).toOpaque()
        settings.answer = answer
        settings.completed = completed
        settings.connection = connectionChanged
        return settings
    }

    private static let answer: MHD_AccessHandlerCallback = { context, connection, path, method, _, bytes, count, slot in
        guard let context, let connection, let slot, let count else { return .NO }
        let core = Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue()
        guard let known = slot.pointee else {
            // The first call has the header alone; an answer given here would close the connection.
            guard let path, let method,
                let exchange = core.begin(connection, method: String(cString: method), path: String(cString: path))
            else { return .NO }
            slot.pointee = Unmanaged.passRetained(exchange).toOpaque()
            return .YES
        }
        let exchange = Unmanaged<Exchange>.fromOpaque(known).takeUnretainedValue()
        guard count.pointee > 0 else {
            core.connection(of: connection)?.awaitedSince.withLock { $0 = nil }
            return core.proceed(connection, exchange)
        }
        core.receive(UnsafeRawBufferPointer(start: bytes, count: count.pointee), exchange)
        count.pointee = 0
        return .YES
    }

    private static let completed: MHD_RequestCompletedCallback = { context, connection, slot, _ in
        guard let context, let known = slot?.pointee else { return }
        let core = Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue()
        // Balances the retain of the first call of `answer`.
        core.finished(Unmanaged<Exchange>.fromOpaque(known).takeRetainedValue())
        slot?.pointee = nil
        connection.flatMap { core.connection(of: $0) }?.awaitedSince.withLock { $0 = .now }
    }

    private static let connectionChanged: MHD_NotifyConnectionCallback = { context, connection, slot, change in
        guard let context, let connection, let slot else { return }
        let core = Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue()
        if change == .CONNECTION_NOTIFY_STARTED {
            let known = Connection(socket: gantry_connection_socket(connection))
            known.sendAtOnce()
            core.exchanges.withLock { $0.connections[ObjectIdentifier(known)] = known }
            slot.pointee = Unmanaged.passRetained(known).toOpaque()
        } else if let pointer = slot.pointee {
            let known = Unmanaged<Connection>.fromOpaque(pointer).takeRetainedValue()
            core.exchanges.withLock { _ = $0.connections.removeValue(forKey: ObjectIdentifier(known)) }
            slot.pointee = nil
        }
    }
}

extension ServerCore {
    func connection(of handle: OpaquePointer) -> Connection? {
        gantry_connection_context(handle).map { Unmanaged<Connection>.fromOpaque($0).takeUnretainedValue() }
    }
}
