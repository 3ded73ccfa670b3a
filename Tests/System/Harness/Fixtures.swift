import Glibc
import Testing

/// The guests and appliances that Tests/Fixtures/build.sh makes.
enum Fixtures {
    /// GANTRY_FIXTURES, or .build/fixtures.
    static let folder: String = {
        getenv("GANTRY_FIXTURES").map { String(cString: $0) } ?? "\(repositoryRoot)/.build/fixtures"
    }()

    /// A file of a fixture, which is made first when it is not there yet.
    static func path(_ relative: String) async throws -> String {
        let name = String(relative.prefix { $0 != "/" })
        try await make(name)
        guard exists("\(folder)/\(relative)") else { throw HarnessError("the fixture \(name) has no \(relative)") }
        return "\(folder)/\(relative)"
    }

    private static func make(_ name: String) async throws {
        let script = "\(repositoryRoot)/Tests/Fixtures/build.sh"
        let outcome = try await RunningProgram(script, [folder, name], logs: Scratch()).finish(withinSeconds: 600)
        guard outcome.exitCode == 0 else { throw HarnessError("fixture \(name): \(outcome.errorOutput)") }
    }
}

/// What a test needs of the machine.
///
/// A missing one skips the test by name; with CI set nothing is skipped, so that
/// the test fails there for what is missing.
enum Machine {
    static let isCI = getenv("CI") != nil
    static let isRoot = geteuid() == 0
    static let isFullRun = getenv("GANTRY_TEST_FULL") != nil
    static let canConvert = isCI || (find("virt-v2v") && find("qemu-system-x86_64"))
    static let canMount = isCI || isRoot

    private static func find(_ program: String) -> Bool {
        let folders = getenv("PATH").map { String(cString: $0) } ?? ""
        return folders.split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
    }
}

extension Trait where Self == ConditionTrait {
    /// The test converts and boots a guest.
    static var convertsGuest: Self {
        .enabled(if: Machine.canConvert, "virt-v2v and qemu-system-x86_64 are missing: run make deps")
    }

    /// The test mounts a small file system.
    static var mountsFileSystem: Self { .enabled(if: Machine.canMount, "mounting a small file system takes root") }
}
