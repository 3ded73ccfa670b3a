import Engine
import Glibc
import Testing

@testable import CommandLineTool

@Suite("Command line: output that gets lost")
struct OutputLostTests {
    @Test(
        "A result that can't be written is a failure, whatever the command",
        arguments: [
            "digest a.raw", "transfer a.vmdk b.raw", "migrate a.ova --dry-run -o yaml", "migrate a.ova --to o -o json",
            "vm list out", "explain", "--help", "--version",
        ])
    func outputLost(line: String) async {
        let sample = CommandLineSample(losesOutput: true) { tell in
            tell(.phaseStarted(.initialize, detail: ""))
            return MigrateOutcome(document: line.contains("--dry-run") ? "kind: VirtualMachine\n" : nil)
        }
        #expect(await sample.run(line) == 5)
        #expect(sample.complaints.contains("[output.lost]"))
    }

    @Test("Lines for people may get lost: a migration is not a failure for them")
    func progressLost() async {
        let sample = CommandLineSample(losesOutput: true)
        #expect(await sample.run("migrate a.ova --to out") == 0)
    }

    @Test("What the system does not take is an error, a reader that went away is none")
    func writing() throws {
        let full = open("/dev/full", O_WRONLY)
        defer { close(full) }
        let error = #expect(throws: OutputLost.self) { try write("text", to: full, "standard output") }
        #expect(error?.reason == "write standard output: No space left on device")
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        close(ends[0])
        try write("text", to: ends[1], "standard output")
        close(ends[1])
    }
}
