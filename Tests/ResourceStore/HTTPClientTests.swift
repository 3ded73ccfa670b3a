import Failures
import HTTPClient
import Testing
import Values

@Suite("HTTP client", .timeLimit(.minutes(1)))
struct HTTPClientTests {
    @Test(
        "What is sent arrives, and what is answered comes back",
        arguments: ["GET", "PUT", "POST", "PATCH", "DELETE"])
    func echo(method: String) async throws {
        try await HTTPClientTestServer.run { server in
            let request = HTTPRequest(
                method, server.address + "/echo?a=b",
                headers: [HTTPHeader("X-Own", "v"), HTTPHeader("Content-Type", "text/plain")],
                body: method == "GET" ? nil : Array("péche".utf8))
            let response = try await server.client().fetch(request)
            let seen = try JSONValue.parse(response.body)
            #expect(response.head.status == 200)
            #expect(seen["method"] == .string(method))
            #expect(seen["path"] == "/echo?a=b")
            #expect(seen["headers"]?["x-own"] == "v")
            #expect(seen["headers"]?["user-agent"] == "gantry")
            #expect(seen["body"] == .string(method == "GET" ? "" : "péche"))
        }
    }

    @Test("Connections are used again")
    func reuse() async throws {
        try await HTTPClientTestServer.run { server in
            let client = try server.client()
            for _ in 0..<5 { _ = try await client.fetch(HTTPRequest("GET", server.address + "/echo")) }
            #expect(try await server.number("/connections", client) == 1)
        }
    }

    @Test("A server of another authority is not talked to, and one that anyone may be is, when that was said")
    func trust() async throws {
        try await HTTPClientTestServer.run { server in
            var configuration = try server.configuration()
            let request = HTTPRequest("GET", server.address + "/echo")
            // Accepted first: no connection may be handed on to those who trust others.
            let accepted = try server.client()
            _ = try await accepted.fetch(request)
            for trust in [HTTPClientConfiguration.Trust.authorities(pem: try server.pem("stranger.crt")), .system] {
                configuration.trust = trust
                let error = await #expect(throws: HTTPClientError.self) {
                    try await HTTPClient(configuration).fetch(request)
                }
                #expect(error?.failure.id == "http.untrusted")
            }
            for trust in [HTTPClientConfiguration.Trust.exactly(pem: try server.pem("server.crt")), .anyoneInsecurely] {
                configuration.trust = trust
                #expect(try await HTTPClient(configuration).fetch(request).head.status == 200)
            }
            configuration.trust = .exactly(pem: try server.pem("alice.crt"))
            await #expect(throws: HTTPClientError.self) { try await HTTPClient(configuration).fetch(request) }
        }
    }

    @Test("A certificate for another name is refused, and accepted when that name was expected")
    func serverName() async throws {
        try await HTTPClientTestServer.run { server in
            var configuration = try server.configuration()
            configuration.serverName = "inner.example"
            let response = try await HTTPClient(configuration).fetch(HTTPRequest("GET", server.address + "/echo"))
            let host = try JSONValue.parse(response.body)["headers"]?["host"]
            #expect(host == .string("127.0.0.1:\(server.port)"))
            configuration.serverName = "other.example"
            let error = await #expect(throws: HTTPClientError.self) {
                try await HTTPClient(configuration).fetch(HTTPRequest("GET", server.address + "/echo"))
            }
            #expect(error?.failure.id == "http.untrusted")
        }
    }

    @Test("A client certificate shows who we are")
    func identity() async throws {
        try await HTTPClientTestServer.run(mutual: true) { server in
            var configuration = try server.configuration()
            let request = HTTPRequest("GET", server.address + "/echo")
            await #expect(throws: HTTPClientError.self) { try await HTTPClient(configuration).fetch(request) }
            configuration.identity = .init(
                certificatePEM: try server.pem("alice.crt"), keyPEM: try server.pem("alice.key"))
            let response = try await HTTPClient(configuration).fetch(request)
            #expect(try JSONValue.parse(response.body)["peer"] == ["alice"])
        }
    }

    @Test("A body comes piece by piece, as it is sent")
    func streaming() async throws {
        try await HTTPClientTestServer.run { server in
            let response = try await server.client().send(HTTPRequest("GET", server.address + "/drip"))
            var pieces: [String] = []
            while let piece = try await response.body.next() { pieces.append(String(decoding: piece, as: UTF8.self)) }
            #expect(pieces.joined() == "0\n1\n2\n3\n4\n")
            #expect(pieces.count > 1)
        }
    }

    @Test("A slow reader makes the server wait instead of filling memory")
    func backpressure() async throws {
        try await HTTPClientTestServer.run { server in
            let client = try server.client()
            let response = try await client.send(HTTPRequest("GET", server.address + "/endless"))
            var taken = 0
            for _ in 0..<20 {
                taken += try await response.body.next()?.count ?? 0
                try await Task.sleep(for: .milliseconds(30))
            }
            let sent = try await server.number("/sent", client)
            // What is over is in the buffers of the two sockets and ours.
            #expect(sent - taken < 16 << 20)
            // And it goes on where it was.
            for _ in 0..<200 { taken += try await response.body.next()?.count ?? 0 }
            #expect(taken > 4 << 20)
        }
    }

    @Test("Cancelling ends a request at once", arguments: ["/silent", "/endless"])
    func cancellation(path: String) async throws {
        try await HTTPClientTestServer.run { server in
            let client = try server.client()
            let reading = Task {
                let response = try await client.send(HTTPRequest("GET", server.address + path, deadlineSeconds: nil))
                while try await response.body.next() != nil {}
            }
            try await Task.sleep(for: .milliseconds(200))
            let started = ContinuousClock.now
            reading.cancel()
            await #expect(throws: CancellationError.self) { try await reading.value }
            #expect(ContinuousClock.now - started < .milliseconds(500))
        }
    }

    @Test("Every wait has its end: for the head, for the whole")
    func deadlines() async throws {
        try await HTTPClientTestServer.run { server in
            var head = HTTPRequest("GET", server.address + "/silent", deadlineSeconds: nil)
            head.headDeadlineSeconds = 0.3
            let whole = HTTPRequest("GET", server.address + "/endless", deadlineSeconds: 0.3)
            let started = ContinuousClock.now
            for request in [head, whole] {
                let error = await #expect(throws: HTTPClientError.self) {
                    _ = try await server.client().fetch(request, maximumBytes: .max)
                }
                #expect(error?.failure.id == "http.deadline")
            }
            #expect(ContinuousClock.now - started < .seconds(10))
        }
    }

    @Test("What is too large is refused")
    func limits() async throws {
        try await HTTPClientTestServer.run { server in
            let client = try server.client()
            let (large, endless) = (server.address + "/large-head", server.address + "/endless")
            await #expect(throws: HTTPClientError.headTooLarge(url: large, limitBytes: 65536)) {
                try await client.fetch(HTTPRequest("GET", large))
            }
            await #expect(throws: HTTPClientError.bodyTooLarge(url: endless, limitBytes: 1 << 20)) {
                try await client.fetch(HTTPRequest("GET", endless), maximumBytes: 1 << 20)
            }
        }
    }

    @Test("An answer that breaks off is an error, not a short answer")
    func brokenAnswer() async throws {
        try await HTTPClientTestServer.run { server in
            let error = await #expect(throws: HTTPClientError.self) {
                try await server.client().fetch(HTTPRequest("GET", server.address + "/broken"))
            }
            #expect(error?.failure.id == "http.interrupted")
        }
    }

    @Test("Redirects aren't followed: credentials would go along")
    func redirects() async throws {
        try await HTTPClientTestServer.run { server in
            let response = try await server.client().fetch(HTTPRequest("GET", server.address + "/redirect"))
            #expect(response.head.status == 302)
        }
    }

    @Test("Nobody there is a named error that doesn't tell passwords")
    func nobody() async throws {
        var configuration = HTTPClientConfiguration()
        configuration.proxy = .none
        let client = try HTTPClient(configuration)
        let error = await #expect(throws: HTTPClientError.self) {
            try await client.fetch(HTTPRequest("GET", "https://me:secret@127.0.0.1:1/x?token=secret"))
        }
        #expect(error?.failure.id == "http.not-connected")
        #expect(error?.description.contains("secret") == false)
    }

    @Test("A field that would smuggle in another is refused", arguments: ["a\r\nX-Evil: 1", "a\nb", "a\0b"])
    func smuggling(value: String) async throws {
        let client = try HTTPClient()
        await #expect(throws: HTTPClientError.self) {
            try await client.fetch(HTTPRequest("GET", "https://127.0.0.1:1/", headers: [HTTPHeader("X", value)]))
        }
    }

    @Test("Many requests run at once")
    func concurrency() async throws {
        try await HTTPClientTestServer.run { server in
            let client = try server.client()
            try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        let url = server.address + "/echo?n=\(number)"
                        return try await client.fetch(HTTPRequest("GET", url)).head.status
                    }
                }
                for try await status in group { #expect(status == 200) }
            }
        }
    }

    @Test("A client that was closed says so")
    func closed() async throws {
        let client = try HTTPClient()
        client.close()
        let request = HTTPRequest("GET", "https://127.0.0.1:1/")
        await #expect(throws: HTTPClientError.closed) { try await client.fetch(request) }
    }
}
