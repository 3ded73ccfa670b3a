import Failures
import Files
import Glibc
import Inventory
import Testing

@testable import Engine

@Suite("The work folder of a migration")
struct WorkspaceTests {
    private let folder: String

    init() throws {
        var template = Array("/tmp/gantry-workspace-XXXXXX".utf8CString)
        folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    }

    private func write(_ text: String, to path: String) throws {
        try Files.writeDurably(Array(text.utf8), to: path)
    }

    @Test("Nothing has the result's name before it is finished, and nothing else is left after")
    func finishing() throws {
        do {
            let workspace = try Workspace(targetFolder: folder, name: "web", replacesExisting: false)
            try write("disk", to: "\(workspace.partial)/web-disk0.raw")
            #expect(try Files.names(in: folder) == [".web.partial"])
            try workspace.finish()
        }
        #expect(try Files.names(in: folder) == ["web"])
        #expect(try Files.names(in: "\(folder)/web") == ["web-disk0.raw"])
    }

    @Test("A result that is there is not touched, unless it may be replaced")
    func existing() throws {
        try Files.createFolder("\(folder)/web")
        try write("old", to: "\(folder)/web/report.json")
        #expect(throws: EngineError.targetExists(path: "\(folder)/web")) {
            try Workspace(targetFolder: folder, name: "web", replacesExisting: false)
        }
        let workspace = try Workspace(targetFolder: folder, name: "web", replacesExisting: true)
        try write("new", to: "\(workspace.partial)/report.json")
        #expect(try Files.read("\(folder)/web/report.json") == Array("old".utf8))
        try workspace.finish()
        #expect(try Files.read("\(folder)/web/report.json") == Array("new".utf8))
        #expect(try Files.names(in: folder) == ["web"])
    }

    @Test("A folder that no migration made is never replaced")
    func foreign() throws {
        try Files.createFolder("\(folder)/web")
        try write("thesis", to: "\(folder)/web/thesis.txt")
        #expect(throws: EngineError.targetIsNotAMigration(path: "\(folder)/web")) {
            try Workspace(targetFolder: folder, name: "web", replacesExisting: true)
        }
    }

    @Test("What takes the name while the work is done is not touched, and the work is kept")
    func nameTakenMeanwhile() throws {
        let workspace = try Workspace(targetFolder: folder, name: "web", replacesExisting: false)
        try write("disk", to: "\(workspace.partial)/web-disk0.raw")
        try Files.createFolder("\(folder)/web")
        try write("thesis", to: "\(folder)/web/thesis.txt")
        #expect(throws: EngineError.targetExists(path: workspace.finished)) { try workspace.finish() }
        #expect(try Files.names(in: "\(folder)/web") == ["thesis.txt"])
        #expect(Files.exists("\(workspace.partial)/web-disk0.raw"))
    }

    @Test("Even with leave to replace, only a migration's result is replaced at the end")
    func foreignNameTakenMeanwhile() throws {
        let workspace = try Workspace(targetFolder: folder, name: "web", replacesExisting: true)
        try Files.createFolder("\(folder)/web")
        #expect(throws: EngineError.targetIsNotAMigration(path: workspace.finished)) { try workspace.finish() }
    }

    @Test("A run that was killed while it tidied up is found finished, and tidied up after")
    func killedWhileTidyingUp() throws {
        try Files.createFolder("\(folder)/web/.gantry/conversion")
        try Files.createFolder("\(folder)/.web.replaced")
        try write("disk", to: "\(folder)/web/web-disk0.raw")
        let origin = SourceMachine.SourceOrigin(kind: .disk, exporter: .unknown, path: "/web")
        let machine = SourceMachine(id: "web", name: "web", origin: origin)
        let identity = MigrationIdentity(machine: machine, files: [], diskFormat: .raw, conversion: "none")
        try MigrationState(identity: identity, startedAt: "2026-01-01T00:00:00.000Z")
            .save(to: "\(folder)/web/.gantry/state.json")
        let left = try Workspace.leftFinished(targetFolder: folder, name: "web")
        #expect(left?.identity == identity)
        #expect(try Files.names(in: folder) == ["web"])
        #expect(try Files.names(in: "\(folder)/web") == ["web-disk0.raw"])
        #expect(try Workspace.leftFinished(targetFolder: folder, name: "web") == nil)
    }

    @Test("Two runs never work on one result")
    func exclusive() throws {
        let first = try Workspace(targetFolder: folder, name: "web", replacesExisting: false)
        #expect(throws: EngineError.targetBusy(path: first.partial)) {
            try Workspace(targetFolder: folder, name: "web", replacesExisting: false)
        }
        withExtendedLifetime(first) {}
    }

    @Test("A run that was killed between the renames is finished by the next one")
    func killedWhileFinishing() throws {
        try Files.createFolder("\(folder)/.web.replaced")
        try write("old", to: "\(folder)/.web.replaced/report.json")
        let workspace = try Workspace(targetFolder: folder, name: "web", replacesExisting: false)
        try write("new", to: "\(workspace.partial)/report.json")
        try workspace.finish()
        #expect(try Files.names(in: folder) == ["web"])
        #expect(try Files.read("\(folder)/web/report.json") == Array("new".utf8))
    }

    @Test("Starting anew forgets all but the lock")
    func startingAnew() throws {
        let workspace = try Workspace(targetFolder: folder, name: "web", replacesExisting: false)
        try write("half", to: "\(workspace.partial)/web-disk0.raw")
        try write("{}", to: "\(workspace.notes)/state.json")
        try workspace.startAnew()
        #expect(try Files.names(in: workspace.partial) == [".gantry"])
        #expect(try Files.names(in: workspace.notes) == ["lock"])
    }

    @Test("A target folder that can't be created names the reason")
    func unwritable() throws {
        try write("a file", to: "\(folder)/file")
        let error = #expect(throws: EngineError.self) {
            try Workspace(targetFolder: "\(folder)/file/out", name: "web", replacesExisting: false)
        }
        #expect(error?.failure.id == "target.unwritable")
        #expect(error?.failure.category == .target)
    }
}
