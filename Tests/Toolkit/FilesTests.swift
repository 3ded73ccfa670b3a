import Failures
import Files
import Glibc
import Testing

@Suite("Files")
struct FilesTests {
    private let folder: String

    init() throws {
        var template = Array("/tmp/gantry-files-XXXXXX".utf8CString)
        folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    }

    @Test("What is written durably is read back, and no half-written file stays beside it")
    func writeAndRead() throws {
        try Files.writeDurably(Array("one".utf8), to: "\(folder)/a")
        try Files.writeDurably(Array("two".utf8), to: "\(folder)/a")
        #expect(try Files.read("\(folder)/a") == Array("two".utf8))
        #expect(try Files.names(in: folder) == ["a"])
    }

    @Test("A file over the limit is refused instead of filling the memory")
    func limit() throws {
        try Files.writeDurably([1, 2, 3], to: "\(folder)/a")
        let error = #expect(throws: SystemError.self) { try Files.read("\(folder)/a", maximumBytes: 2) }
        #expect(error?.code == EFBIG)
    }

    @Test("Removing a tree removes links without following them")
    func removeTree() throws {
        try Files.createFolder("\(folder)/keep")
        try Files.writeDurably([1], to: "\(folder)/keep/file")
        try Files.createFolder("\(folder)/gone/deep/deeper")
        symlink("\(folder)/keep", "\(folder)/gone/deep/link")
        try Files.removeTree("\(folder)/gone")
        #expect(try Files.names(in: folder) == ["keep"])
        #expect(try Files.names(in: "\(folder)/keep") == ["file"])
    }

    @Test("A folder that can't be made is told with the reason of making it, not of looking at it")
    func createFolderReason() throws {
        // mkdir(2) finds the link there already, stat(2) finds nothing where it leads.
        symlink("\(folder)/nowhere", "\(folder)/dangling")
        let error = #expect(throws: SystemError.self) { try Files.createFolder("\(folder)/dangling") }
        #expect(error == SystemError("mkdir", "\(folder)/dangling", code: EEXIST))
    }

    @Test("A lock is held by one at a time and freed with its holder")
    func lock() throws {
        var first: FolderLock? = try FolderLock(path: "\(folder)/lock")
        #expect(first != nil)
        #expect(try FolderLock(path: "\(folder)/lock") == nil)
        withExtendedLifetime(first) {}
        first = nil
        #expect(try FolderLock(path: "\(folder)/lock") != nil)
    }

    @Test(
        "The folder above a path",
        arguments: [("a", "."), ("a/b", "a"), ("/a", "/"), ("/a/b/", "/a"), ("/", "/"), ("a//b", "a/")])
    func parents(path: String, above: String) {
        #expect(Files.parent(of: path) == above)
    }

    @Test("A fresh file isn't written through a link that somebody put in its place")
    func noLinks() throws {
        symlink("\(folder)/victim", "\(folder)/a.new")
        let error = #expect(throws: SystemError.self) { try Files.writeDurably([1], to: "\(folder)/a") }
        #expect(error?.code == ELOOP)
        #expect(!Files.exists("\(folder)/victim"))
    }

    @Test("A lock that is refused closes only what it opened")
    func refusedLock() throws {
        let first = try FolderLock(path: "\(folder)/lock")
        // The lowest free number is what the refused lock gets, and what the file after it would lose.
        for _ in 0..<50 {
            #expect(try FolderLock(path: "\(folder)/lock") == nil)
            let file = open("/dev/null", O_RDONLY)
            #expect(fcntl(file, F_GETFD) >= 0)
            close(file)
        }
        withExtendedLifetime(first) {}
    }

    @Test("A lock on a file that was removed is no lock of that name")
    func removedLock() throws {
        let first = try FolderLock(path: "\(folder)/lock")
        let descriptor = open("\(folder)/lock", O_RDWR)
        defer { close(descriptor) }
        #expect(Files.isStill(descriptor, "\(folder)/lock"))
        unlink("\(folder)/lock")
        #expect(!Files.isStill(descriptor, "\(folder)/lock"))
        #expect(try FolderLock(path: "\(folder)/lock") != nil)
        withExtendedLifetime(first) {}
    }
}
