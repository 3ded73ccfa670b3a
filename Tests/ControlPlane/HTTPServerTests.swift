import Certificates
import HTTPServer
import Subprocess
import Synchronization
import Testing

/// What the client program printed; a program that fails is an issue of its own.
func python(_ script: String, _ arguments: String..., deadlineSeconds: Double = 30) async throws -> String {
    let command = Command("python3", ["-c", script] + arguments)
    return try await runSuccessfully(command, deadlineSeconds: deadlineSeconds).output
}

@Suite("An HTTP server")
struct HTTPServerTests {
    private func serving<Result>(
        _ change: (inout HTTPServerOptions) -> Void = { _ in },
        handler: @escaping @Sendable (HTTPRequest) async throws -> HTTPResponse,
        _ body: (HTTPServer) async throws -> Result
    ) async throws -> Result {
        var options = HTTPServerOptions()
        change(&options)
        let server = try HTTPServer(options, handler: handler)
        do {
            let result = try await body(server)
            await server.stop(graceSeconds: 2)
            return result
        } catch {
            await server.stop(graceSeconds: 0)
            throw error
        }
    }

    @Test("hands over method, path, query, header and body, and keeps the connection")
    func echo() async throws {
        let seen = Mutex<[HTTPRequest]>([])
        let output = try await serving(handler: { request in
            seen.withLock { $0.append(request) }
            return HTTPResponse(status: 201, headers: [("X-Answer", "yes")], body: .bytes(request.body))
        }) { server in
            try await python(
                """
                import http.client, sys
                c = http.client.HTTPConnection('127.0.0.1', int(sys.argv[1]))
                for i in range(3):
                    c.request('PUT', '/a%20b/c?x=1%2C2&y', body=b'z' * 100000, headers={'X-One': 'eins'})
                    r = c.getresponse(); b = r.read()
                    print(r.status, r.getheader('X-Answer'), len(b), id(c.sock) == id(c.sock))
                """, "\(server.port)")
        }
        #expect(output == String(repeating: "201 yes 100000 True\n", count: 3))
        let request = try #require(seen.withLock { $0.first })
        #expect(request.method == "PUT" && request.path == "/a b/c")
        #expect(request.query == [.init("x", "1,2"), .init("y", "")])
        #expect(request.headers["x-one"] == "eins")
        #expect(seen.withLock { $0.count } == 3)
    }

    @Test("refuses a body over the limit with 413, without asking the handler")
    func limit() async throws {
        let asked = Mutex(0)
        let output = try await serving({ $0.maximumBodyBytes = 1000 }) { _ in
            asked.withLock { $0 += 1 }
            return HTTPResponse()
        } _: { server in
            try await python(
                """
                import http.client, sys
                for n in (1000, 1001):
                    c = http.client.HTTPConnection('127.0.0.1', int(sys.argv[1]))
                    c.request('POST', '/', body=b'z' * n)
                    print(c.getresponse().status)
                """, "\(server.port)")
        }
        #expect(output == "200\n413\n")
        #expect(asked.withLock { $0 } == 1)
    }

    @Test("cancels a stream within seconds when its client leaves, though nothing is written")
    func disconnect() async throws {
        let cancelled = Mutex(false)
        try await serving(handler: { _ in
            HTTPResponse(
                body: .stream { writer in
                    try await writer.write(Array("first\n".utf8))
                    do { try await Task.sleep(for: .seconds(60)) } catch {
                        cancelled.withLock { $0 = true }
                        throw error
                    }
                })
        }) { server in
            _ = try await python(
                """
                import socket, sys
                s = socket.create_connection(('127.0.0.1', int(sys.argv[1])))
                s.sendall(b'GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n')
                while b'first' not in s.recv(4096): pass
                """, "\(server.port)")
            for _ in 0..<400 where !cancelled.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(10)) }
            #expect(cancelled.withLock { $0 })
        }
    }

    @Test("makes a writer wait for a client that does not read")
    func backpressure() async throws {
        let written = Mutex(0)
        try await serving(handler: { _ in
            HTTPResponse(
                body: .stream { writer in
                    for _ in 0..<4000 {
                        try await writer.write([UInt8](repeating: 65, count: 16384))
                        written.withLock { $0 += 16384 }
                    }
                })
        }) { server in
            let output = try await python(
                """
                import socket, sys, time
                s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
                s.connect(('127.0.0.1', int(sys.argv[1])))
                s.sendall(b'GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n')
                print(len(s.recv(100)) > 0); time.sleep(0.7)
                """, "\(server.port)")
            #expect(output == "True\n")
            #expect(written.withLock { $0 } < 16 << 20)
        }
    }

    @Test("answers 504 for a handler that takes too long, and cancels it")
    func slowHandler() async throws {
        let cancelled = Mutex(false)
        let output = try await serving({ $0.handlerSeconds = 0.2 }) { _ in
            do { try await Task.sleep(for: .seconds(30)) } catch {
                cancelled.withLock { $0 = true }
                throw error
            }
            return HTTPResponse()
        } _: { server in
            try await python(
                """
                import http.client, sys
                c = http.client.HTTPConnection('127.0.0.1', int(sys.argv[1])); c.request('GET', '/')
                print(c.getresponse().status)
                """, "\(server.port)")
        }
        #expect(output == "504\n")
        #expect(cancelled.withLock { $0 })
    }

    @Test("closes a client that sends its request a byte at a time")
    func slowClient() async throws {
        let output = try await serving(
            {
                $0.requestSeconds = 0.5
                $0.idleSeconds = 1
            }, handler: { _ in HTTPResponse() }
        ) { server in
            try await python(
                """
                import socket, sys, time
                s = socket.create_connection(('127.0.0.1', int(sys.argv[1]))); start = time.time()
                try:
                    for byte in b'GET / HTTP/1.1\\r\\nHost: ' + b'x' * 1000:
                        s.sendall(bytes([byte])); time.sleep(0.05)
                    print('accepted')
                except OSError: print('closed', time.time() - start < 10)
                """, "\(server.port)")
        }
        #expect(output == "closed True\n")
    }

    @Test("a port in use is told by name")
    func portInUse() async throws {
        try await serving(handler: { _ in HTTPResponse() }) { server in
            var options = HTTPServerOptions()
            options.port = server.port
            #expect(throws: HTTPServerError.portInUse(host: "127.0.0.1", port: server.port)) {
                try HTTPServer(options) { _ in HTTPResponse() }
            }
        }
    }

    @Test("stopping ends idle streams at once and lets a running request finish")
    func stop() async throws {
        let started = Mutex(0)
        let server = try HTTPServer(HTTPServerOptions()) { request in
            started.withLock { $0 += 1 }
            if request.path == "/stream" {
                return HTTPResponse(body: .stream { _ in try await Task.sleep(for: .seconds(60)) })
            }
            try await Task.sleep(for: .milliseconds(300))
            return HTTPResponse(body: .bytes(Array("done".utf8)))
        }
        let port = "\(server.port)"
        async let stream = run(Command("curl", ["-sN", "http://127.0.0.1:\(port)/stream"]), deadlineSeconds: 20)
        async let whole = run(Command("curl", ["-sS", "http://127.0.0.1:\(port)/"]), deadlineSeconds: 20)
        for _ in 0..<500 where started.withLock({ $0 }) < 2 { try await Task.sleep(for: .milliseconds(10)) }
        let duration = await ContinuousClock().measure { await server.stop(graceSeconds: 5) }
        #expect(duration < .seconds(4))
        let answered = try await whole
        #expect(answered.output.hasPrefix("done"), "\(answered.status) \(answered.errorOutput) \(duration)")
        #expect(try await !stream.status.isSuccess)
    }

    @Test("500 idle streams over TLS cost less than 50 MiB")
    func memory() async throws {
        let authority = try KeyedCertificate.authority(named: "test", days: 2)
        let identity = try authority.issueServer(for: ["127.0.0.1"], days: 1)
        try await serving(
            { options in
                options.identity = .init(certificatePEM: identity.certificatePEM, keyPEM: identity.keyPEM)
            },
            handler: { _ in
                HTTPResponse(
                    body: .stream { writer in
                        try await writer.write(Array("hello\n".utf8))
                        try await Task.sleep(for: .seconds(60))
                    })
            }
        ) { server in
            let output = try await python(
                """
                import socket, ssl, sys, os
                def rss(): return int(open('/proc/%s/statm' % sys.argv[2]).read().split()[1]) * 4096
                context = ssl.create_default_context(cadata=sys.argv[3]); before = rss(); open_ones = []
                for i in range(500):
                    s = context.wrap_socket(socket.create_connection(('127.0.0.1', int(sys.argv[1]))), server_hostname='127.0.0.1')
                    s.sendall(b'GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'); open_ones.append(s)
                    while b'hello' not in s.recv(4096): pass
                print((rss() - before) >> 20)
                """, "\(server.port)", "\(processID())", authority.certificatePEM, deadlineSeconds: 60)
            let mebibytes = try #require(Int(output.split(separator: "\n").joined()))
            print("500 idle streams over TLS: \(mebibytes) MiB")
            #expect(mebibytes < 50)
        }
    }
}
