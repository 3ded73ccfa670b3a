internal import Failures
public import HTTPClient
internal import ResourceStore

/// Talks to one API server: who we are, how fast, and how often again.
public final class APIConnection: Sendable {
    /// How a connection behaves.
    public struct Options: Sendable {
        /// The most requests in a second, over time.
        public var requestsPerSecond: Double = 50
        /// The most requests at once after a pause.
        public var burst = 100
        /// The longest time of a request, all its tries together, in seconds.
        public var deadlineSeconds: Double = 60
        /// Is told the warnings of the server (the texts of `Warning: 299` fields).
        public var onWarning: @Sendable (String) -> Void = { _ in }

        /// The defaults.
        public init() {}
    }

    /// The cluster.
    public let cluster: ClusterConnection
    private let options: Options
    private let credentials: CredentialSource
    private let clients: ClientPool
    private let rate: RequestRate
    private let budget = RetryBudget()

    /// Makes a connection; nothing is sent yet.
    public init(_ cluster: ClusterConnection, _ options: Options = Options()) throws {
        self.cluster = cluster
        self.options = options
        credentials = CredentialSource(cluster)
        clients = try ClientPool(cluster.http)
        rate = RequestRate(perSecond: options.requestsPerSecond, burst: options.burst)
    }

    /// Sends a request until it succeeds, fails for good, or there is no time left.
    /// - Throws: `StoreError`; `HTTPClientError.untrusted` and `KubeconfigError` when the configuration is wrong;
    ///   `CancellationError`.
    public func send(_ call: APICall) async throws -> HTTPStreamedResponse {
        try await repeating(call) { try await self.sendOnce(call) }
    }

    /// Sends a request and reads all of the answer.
    /// - Throws: as `send`.
    public func fetch(_ call: APICall, maximumBytes: Int = 64 << 20) async throws -> HTTPResponse {
        try await repeating(call) {
            let response = try await self.sendOnce(call)
            do {
                let body = try await response.body.collect(maximumBytes: maximumBytes)
                return HTTPResponse(head: response.head, body: body)
            } catch let error as HTTPClientError {
                throw StoreError(error)
            }
        }
    }

    private func repeating<Answer>(_ call: APICall, _ once: () async throws -> Answer) async throws -> Answer {
        let deadline = ContinuousClock.now + .seconds(options.deadlineSeconds)
        var attempt = 0
        while true {
            do {
                let answer = try await once()
                budget.earn()
                return answer
            } catch let error as StoreError {
                let seconds = RetryBudget.delaySeconds(attempt: attempt, retryAfterSeconds: error.retryAfterSeconds)
                attempt += 1
                guard attempt < RetryBudget.attempts, Self.mayRepeat(call, after: error),
                    ContinuousClock.now + .seconds(seconds) < deadline, budget.spend()
                else { throw error }
                try await Task.sleep(for: .seconds(seconds))
            }
        }
    }

    /// A request that may have been carried out is repeated only when that changes nothing, or when the server says so.
    private static func mayRepeat(_ call: APICall, after error: StoreError) -> Bool {
        switch error.reason {
        case .tooManyRequests: true
        case .unavailable, .timeout, .internalError: call.method == "GET" || error.retryAfterSeconds != nil
        default: false
        }
    }

    private func sendOnce(_ call: APICall) async throws -> HTTPStreamedResponse {
        var response = try await sendOnce(call, isRefused: false)
        if response.head.status == 401 { response = try await sendOnce(call, isRefused: true) }
        for warning in response.head.values(of: "Warning") {
            if let text = Self.text(ofWarning: warning) { options.onWarning(text) }
        }
        if response.head.isSuccess { return response }
        let body = try? await response.body.collect(maximumBytes: 4 << 20)
        throw StoreError(head: response.head, body: body ?? [])
    }

    private func sendOnce(_ call: APICall, isRefused: Bool) async throws -> HTTPStreamedResponse {
        try await rate.acquire(call.isUrgent ? .urgent : .normal)
        let credential = try await credentials.credential(isRefused: isRefused)
        var request = HTTPRequest(
            call.method, cluster.server + call.target, headers: [HTTPHeader("Accept", call.accept)], body: call.body,
            deadlineSeconds: call.deadlineSeconds)
        if call.body != nil { request.headers.append(HTTPHeader("Content-Type", call.contentType)) }
        if let authorization = credential.authorization {
            request.headers.append(HTTPHeader("Authorization", authorization))
        }
        do {
            return try await clients.client(identity: credential.identity).send(request)
        } catch let error as HTTPClientError {
            throw try StoreError(unlessUntrusted: error)
        }
    }

    /// The text of `299 - "text"`, with its escapes resolved (RFC 7234, section 5.5).
    static func text(ofWarning value: String) -> String? {
        guard value.hasPrefix("299 "), let start = value.firstIndex(of: "\"") else { return nil }
        var text = ""
        var isEscaped = false
        for character in value[value.index(after: start)...] {
            if isEscaped || (character != "\\" && character != "\"") { text.append(character) }
            if !isEscaped, character == "\"" { break }
            isEscaped = !isEscaped && character == "\\"
        }
        return text
    }
}

/// The client of the moment: a program that gives certificates may give another one later.
private actor ClientPool {
    private let configuration: HTTPClientConfiguration
    private var identity: HTTPClientConfiguration.Identity?
    private var client: HTTPClient

    init(_ configuration: HTTPClientConfiguration) throws {
        self.configuration = configuration
        identity = configuration.identity
        client = try HTTPClient(configuration)
    }

    /// The client that shows a certificate; nil for the one of the configuration.
    func client(identity wanted: HTTPClientConfiguration.Identity?) throws -> HTTPClient {
        let wanted = wanted ?? configuration.identity
        guard wanted != identity else { return client }
        var other = configuration
        other.identity = wanted
        // What is still being read holds the client before it.
        client = try HTTPClient(other)
        identity = wanted
        return client
    }
}

extension StoreError {
    /// A failure of the connection in the API's terms.
    init(_ error: HTTPClientError) {
        let failure = error.failure
        let reason: Reason = if case .deadlineExceeded = error { .timeout } else { .unavailable }
        self.init(reason, "\(failure.what) \(failure.why)")
        // A request that never left can be sent again, whatever it is.
        if case .notConnected = error { retryAfterSeconds = 0 }
    }

    /// The same, but for what no second try mends, which is thrown.
    fileprivate init(unlessUntrusted error: HTTPClientError) throws {
        switch error {
        case .untrusted, .unusableRequest, .closed: throw error
        default: self.init(error)
        }
    }
}
