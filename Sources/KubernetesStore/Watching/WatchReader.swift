internal import HTTPClient
internal import ResourceStore
internal import Resources
internal import Values

/// Reads a watch, and opens it again when its connection ends.
actor WatchReader {
    private let connection: APIConnection
    private let path: String
    private let options: WatchOptions
    private var initial: ArraySlice<ResourceObject>
    private var version: String
    private var body: HTTPBody?
    private var lines = LineSplitter(maximumBytes: 16 << 20)
    private var failures = 0
    /// When it ends for good; nil for a watch without end.
    private let end: ContinuousClock.Instant?
    private var isOver = false

    init(_ connection: APIConnection, path: String, _ options: WatchOptions, initial: [ResourceObject]) {
        self.connection = connection
        self.path = path
        self.options = options
        self.initial = initial[...]
        version = options.resourceVersion ?? ""
        end = options.timeoutSeconds.map { .now + .seconds($0) }
    }

    /// Opens the connection.
    /// - Throws: `StoreError` when the server refuses; what can pass is tried again first, as for any request.
    func open() async throws {
        let seconds = try secondsOfConnection()
        var call = APICall("GET", path)
        call.add("labelSelector", options.labelSelector.queryText)
        call.add("fieldSelector", options.fieldSelector.queryText)
        call.add("watch", "true")
        call.add("resourceVersion", version)
        call.add("allowWatchBookmarks", options.allowsBookmarks ? "true" : nil)
        call.add("timeoutSeconds", String(Int(seconds.rounded(.up))))
        // The server ends it; should it not, because the network is gone, we do.
        call.deadlineSeconds = seconds + 30
        lines.reset()
        body = try await connection.send(call).body
    }

    /// The next event; nil when the time that was asked for is over.
    func next() async throws -> WatchEvent? {
        while !isOver {
            if let object = initial.popFirst() { return .added(object) }
            if let line = lines.next() {
                if let event = try event(of: line) { return event }
                continue
            }
            guard let body else {
                try await reopen()
                continue
            }
            await read(body)
            try Task.checkCancellation()
        }
        return nil
    }

    /// Takes what comes next; at the end of the connection there is none until `reopen`.
    private func read(_ body: HTTPBody) async {
        do {
            guard let bytes = try await body.next(), lines.append(bytes) else {
                self.body = nil
                return
            }
            failures = 0
        } catch {
            // Whatever cut it, the next connection goes on after the last version, or says why it can't.
            self.body = nil
        }
    }

    private func reopen() async throws {
        if let end, end <= .now {
            isOver = true
            return
        }
        // At once the first time: servers end watches every few minutes, and that is no failure.
        if failures > 0 {
            let seconds = RetryBudget.delaySeconds(attempt: failures, retryAfterSeconds: nil)
            try await Task.sleep(for: .seconds(seconds))
        }
        failures += 1
        do {
            try await open()
        } catch let error as StoreError where Self.canPass(error) {
            return
        }
    }

    private static func canPass(_ error: StoreError) -> Bool {
        [.tooManyRequests, .unavailable, .timeout, .internalError].contains(error.reason)
    }

    /// How long the connection should live: five to ten minutes, so that many clients don't come back at once.
    private func secondsOfConnection() throws -> Double {
        guard let end else { return Double.random(in: 300...600) }
        return max(1, (end - .now) / .seconds(1))
    }

    private func event(of line: [UInt8]) throws -> WatchEvent? {
        guard let value = try? JSONValue.parse(line), let object = value["object"] else {
            // Half a line before the connection broke, or not an API server: the next connection tells.
            body = nil
            return nil
        }
        let resource = ResourceObject(object)
        switch value["type"]?.string {
        case "ERROR":
            let error = StoreError(status: object, code: 500)
            guard Self.canPass(error) else { throw error }
            body = nil
            return nil
        case "BOOKMARK":
            version = resource.resourceVersion
            return options.allowsBookmarks ? .bookmark(resourceVersion: version) : nil
        case let kind:
            version = resource.resourceVersion
            return switch kind {
            case "ADDED": .added(resource)
            case "MODIFIED": .modified(resource)
            case "DELETED": .deleted(resource)
            default: nil
            }
        }
    }
}
