internal import HTTPServer
internal import ResourceStore
internal import Synchronization

/// Lets each user have so many requests and so many watches at a time.
final class Turnstile: Sendable {
    private let requestsPerUser: Int
    private let watchesPerUser: Int
    private let inside = Mutex<[String: Int]>([:])

    init(requestsPerUser: Int, watchesPerUser: Int) {
        self.requestsPerUser = requestsPerUser
        self.watchesPerUser = watchesPerUser
    }

    /// A watch counts until its stream ends, anything else until it is answered.
    func pass(
        _ user: String, isWatch: Bool, _ work: () async throws -> HTTPResponse
    ) async throws -> HTTPResponse {
        let key = isWatch ? "watch \(user)" : user
        guard enter(key, limit: isWatch ? watchesPerUser : requestsPerUser) else {
            throw StoreError(
                .tooManyRequests, "Too many requests, please try again later.", retryAfterSeconds: 1)
        }
        do {
            var response = try await work()
            guard isWatch, case .stream(let produce) = response.body else {
                leave(key)
                return response
            }
            response.body = .stream { [self] writer in
                defer { leave(key) }
                try await produce(writer)
            }
            return response
        } catch {
            leave(key)
            throw error
        }
    }

    private func enter(_ key: String, limit: Int) -> Bool {
        inside.withLock { inside in
            guard inside[key, default: 0] < limit else { return false }
            inside[key, default: 0] += 1
            return true
        }
    }

    private func leave(_ key: String) {
        inside.withLock { inside in
            let left = inside[key, default: 1] - 1
            inside[key] = left > 0 ? left : nil
        }
    }
}
