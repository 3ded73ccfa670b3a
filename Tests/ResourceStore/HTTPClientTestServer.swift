import Files
import Glibc
import HTTPClient
import Subprocess
import Synchronization

/// The server of Tests/Support/http, with certificates of its own, for the length of a test.
struct HTTPClientTestServer {
    let folder: String
    let port: Int

    var address: String { "https://127.0.0.1:\(port)" }

    static func run(
        mutual: Bool = false, _ body: (HTTPClientTestServer) async throws -> Void
    ) async throws {
        let support = Files.parent(of: Files.parent(of: Files.parent(of: #filePath))) + "/Tests/Support/http"
        let folder = "/tmp/gantry-http-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        try Files.createFolder(folder, mode: 0o700)
        defer { try? Files.removeTree(folder) }
        try await runSuccessfully(Command("\(support)/certificates.sh", [folder]), deadlineSeconds: 30)
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw CancellationError() }
        defer { for end in ends where end >= 0 { close(end) } }
        _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
        let port = Mutex<Int?>(nil)
        let process = try RunningProcess.start(
            Command(
                "python3", ["\(support)/tls-server.py", folder] + (mutual ? ["mutual"] : []),
                input: .descriptor(ends[0]))
        ) { stream, line in
            if stream == .output { port.withLock { $0 = Int(line) } }
        }
        defer { process.send(signal: SIGKILL) }
        var waits = 0
        while port.withLock({ $0 }) == nil, waits < 1000 {
            try await Task.sleep(for: .milliseconds(10))
            waits += 1
        }
        guard let number = port.withLock({ $0 }) else { throw CancellationError() }
        try await body(HTTPClientTestServer(folder: folder, port: number))
    }

    func pem(_ name: String) throws -> [UInt8] { try Files.read("\(folder)/\(name)") }

    func configuration() throws -> HTTPClientConfiguration {
        var configuration = HTTPClientConfiguration()
        configuration.trust = .authorities(pem: try pem("ca.crt"))
        configuration.proxy = .none
        return configuration
    }

    func client() throws -> HTTPClient { try HTTPClient(try configuration()) }

    func number(_ path: String, _ client: HTTPClient) async throws -> Int {
        let response = try await client.fetch(HTTPRequest("GET", address + path))
        return Int(String(decoding: response.body, as: UTF8.self)) ?? -1
    }
}
