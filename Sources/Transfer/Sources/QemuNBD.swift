internal import BlockIO
internal import DiskFormats
internal import Failures
internal import FoundationEssentials
internal import Glibc
internal import Subprocess
internal import Threads

/// A `qemu-nbd` that serves one image on a socket that only we can reach, for as long as this object lives.
///
/// The child also ends when this process does, however that ends.
final class QemuNBD: Sendable {
    /// Where to connect.
    let uri: String
    private let process: RunningProcess
    private let folder: String
    private let links: [VMDKStandIn.Link]

    /// Starts the server and waits until it listens.
    /// - Parameter standIn: what is opened in place of the image, a VMDK's descriptor that names other files.
    init(_ image: ImageOptions, standIn: VMDKStandIn? = nil, cancellation: CancellationFlag) throws {
        guard let program = findExecutable("qemu-nbd") else { throw TransferError.programMissing("qemu-nbd") }
        folder = try Self.makeFolder()
        links = standIn?.links ?? []
        let messages = Monitor<[String]>([])
        uri = "nbd+unix:///?socket=\(folder)/socket"
        var arguments = [
            "--socket=\(folder)/socket", "--pid-file=\(folder)/pid", "--persistent", "--shared=64",
        ]
        if image.isReadOnly { arguments.append("--read-only") }
        do {
            var opened = image
            if let standIn { opened.path = try Self.write(standIn, in: folder) }
            arguments.append(try opened.jsonFileName)
            process = try RunningProcess.start(Command(program, arguments)) { _, line in
                messages.change { if $0.count < 50 { $0.append(line) } }
            }
        } catch {
            Self.remove(folder, links)
            throw error
        }
        do {
            try waitUntilReady(cancellation) {
                TransferError.imageUnusable(path: image.path, message: messages.look { $0.joined(separator: " ") })
            }
        } catch {
            stop()
            throw error
        }
    }

    deinit { stop() }

    /// The pid file is written when the socket listens (qemu-nbd(8)).
    private func waitUntilReady(_ cancellation: CancellationFlag, _ failure: () -> TransferError) throws {
        for _ in 0..<3000 {
            if access("\(folder)/pid", F_OK) == 0 { return }
            if process.status != nil { throw failure() }
            try cancellation.check()
            usleep(10_000)
        }
        throw failure()
    }

    /// Ends the server, which then has written everything out, and removes its folder.
    func stop() {
        process.send(signal: SIGTERM)
        for attempt in 0..<3000 {
            if process.status != nil { break }
            if attempt == 2000 { process.send(signal: SIGKILL) }
            usleep(5000)
        }
        Self.remove(folder, links)
    }

    private static func makeFolder() throws -> String {
        // Not TMPDIR: a socket's path has 107 bytes at most (unix(7)), and needs no escaping in a URI.
        var template = Array("/tmp/gantry-nbd-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemError("mkdtemp", "/tmp") }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// - Returns: the descriptor's path.
    private static func write(_ standIn: VMDKStandIn, in folder: String) throws -> String {
        for link in standIn.links {
            guard symlink(link.path, "\(folder)/\(link.name)") == 0 else { throw SystemError("symlink", link.name) }
        }
        let path = "\(folder)/\(descriptorName)"
        try Data(standIn.descriptor.utf8).write(to: URL(filePath: path))
        return path
    }

    private static let descriptorName = "disk.vmdk"

    private static func remove(_ folder: String, _ links: [VMDKStandIn.Link]) {
        for name in ["socket", "pid", descriptorName] + links.map(\.name) { unlink("\(folder)/\(name)") }
        rmdir(folder)
    }
}
