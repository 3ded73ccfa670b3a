internal import CMicrohttpd
internal import Glibc
internal import Synchronization

/// What libmicrohttpd's callbacks work on.
final class ServerCore: Sendable {
    let options: HTTPServerOptions
    let handler: @Sendable (HTTPRequest) async throws -> HTTPResponse
    let exchanges = Mutex(Exchanges())

    struct Exchanges {
        var open: [ObjectIdentifier: Exchange] = [:]
        var connections: [ObjectIdentifier: Connection] = [:]
        var isStopping = false

        /// Lets nothing more begin; what is open.
        mutating func stop() -> [Exchange] {
            isStopping = true
            return Array(open.values)
        }
    }

    init(_ options: HTTPServerOptions, _ handler: @escaping @Sendable (HTTPRequest) async throws -> HTTPResponse) {
        self.options = options
        self.handler = handler
    }

    /// The header of a request is there.
    func begin(_ connection: OpaquePointer, method: String, path: String) -> Exchange? {
        let request = HTTPRequest(
            method: method, path: path, query: parameters(of: connection), headers: headers(of: connection))
        let exchange = Exchange(
            connection: Exchange.Handle(pointer: connection), socket: gantry_connection_socket(connection),
            request: request)
        let isStopping = exchanges.withLock { all in
            all.open[ObjectIdentifier(exchange)] = exchange
            return all.isStopping
        }
        if isStopping { exchange.abandon() }
        return exchange
    }

    /// A piece of the body is there.
    func receive(_ bytes: UnsafeRawBufferPointer, _ exchange: Exchange) {
        exchange.state.withLock { state in
            guard !state.isTooLarge else { return }
            guard state.request.body.count + bytes.count <= options.maximumBodyBytes else {
                state.isTooLarge = true
                state.request.body = []
                return
            }
            state.request.body.append(contentsOf: bytes)
        }
    }

    /// The request is whole, or its answer is there: starts the handler, or sends the answer.
    func proceed(_ connection: OpaquePointer, _ exchange: Exchange) -> MHD_Result {
        enum Step { case close, reject, start, send(HTTPResponse), wait }
        let step = exchange.state.withLock { state -> Step in
            if state.isBroken { return .close }
            switch state.phase {
            case .reading where state.isTooLarge: return .reject
            case .reading:
                state.phase = .handling
                state.startedAt = .now
                Exchange.suspend(&state)
                return .start
            case .handling:
                guard let response = state.response else {
                    Exchange.suspend(&state)
                    return .wait
                }
                state.phase = .answering
                return .send(response)
            case .answering, .ended: return .close
            }
        }
        switch step {
        case .close: return .NO
        case .wait: return .YES
        case .reject:
            let response = options.rejection(.bodyTooLarge(maximumBytes: options.maximumBodyBytes))
            return send(response, connection, exchange)
        case .send(let response): return send(response, connection, exchange)
        case .start:
            start(exchange)
            return .YES
        }
    }

    private func start(_ exchange: Exchange) {
        let request = exchange.state.withLock { state in
            defer { state.request.body = [] }
            return state.request
        }
        let task = Task { await self.serve(request, exchange) }
        let isEnded = exchange.state.withLock { state in
            state.task = task
            return state.phase == .ended || state.isBroken
        }
        if isEnded { task.cancel() }
    }

    private func serve(_ request: HTTPRequest, _ exchange: Exchange) async {
        var response: HTTPResponse
        do {
            response = try await handler(request)
        } catch {
            response = options.rejection(.failed("\(error)"))
        }
        exchange.answer(response)
        guard case .stream(let produce) = response.body else { return exchange.finish(failed: false) }
        do {
            try await produce(HTTPBodyWriter(exchange: exchange))
            exchange.finish(failed: false)
        } catch {
            exchange.finish(failed: true)
        }
    }

    func finished(_ exchange: Exchange) {
        // Out of the list first: the watchman looks at sockets of listed exchanges only, and this one closes soon.
        exchanges.withLock { _ = $0.open.removeValue(forKey: ObjectIdentifier(exchange)) }
        exchange.end()
    }
}
