import Files
import Glibc

func processID() -> Int32 { getpid() }

/// A folder of its own for a test, removed afterwards.
func withTemporaryFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    var template = Array("/tmp/gantry-test.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw CancellationError() }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { try? Files.removeTree(path) }
    return try await body(path)
}
