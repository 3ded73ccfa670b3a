import Arguments
import Engine
import Failures
import Testing
import Values

@testable import CommandLineTool

@Suite("Command line")
struct CommandLineTests {
    @Test("The table of commands has no mistakes")
    func table() {
        #expect(CommandLineSample().tree.mistakes == [])
    }

    @Test("Every command has a help page within 80 columns")
    func help() async {
        for path in [
            "", "migrate", "vm", "vm start", "vm stop", "vm list", "vm console", "transfer", "explain", "completion",
            "serve", "get", "describe", "apply", "create", "delete", "wait", "logs", "crds", "token create",
        ] {
            let sample = CommandLineSample()
            #expect(await sample.run("\(path) --help") == 0)
            let text = sample.written
            #expect(text.contains("Usage: gantry"))
            #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(path)")
        }
    }

    @Test("The version is one line")
    func version() async {
        let sample = CommandLineSample()
        #expect(await sample.run("--version") == 0)
        #expect(sample.written == "gantry \(GantryVersion.text)\n")
    }

    @Test("A failure is told in its parts on standard error, with its exit code", arguments: FailureCategory.allCases)
    func failures(category: FailureCategory) async {
        struct Broken: NamedError {
            let category: FailureCategory
            var failure: Failure {
                Failure("a.b", category, what: "It broke.", why: "It was old.", remedy: "Buy a new one.")
            }
        }
        let sample = CommandLineSample { _ in throw Broken(category: category) }
        #expect(await sample.run("migrate a.ova --to out") == category.exitCode)
        #expect(
            sample.complaints == """
                error: It broke.
                  why: It was old.
                  do:  Buy a new one.
                  [a.b], exit code \(category.exitCode); gantry explain a.b

                """)
    }

    @Test("With -o json a failure is an event too, once, whether the engine told it or not", arguments: [true, false])
    func failedEvent(isTold: Bool) async {
        let failure = Failure("a.b", .source, what: "It broke.", why: "Old.", remedy: "Buy.")
        let sample = CommandLineSample { tell in
            if isTold { tell(.failed(failure)) }
            throw ToldFailure(failure: failure)
        }
        #expect(await sample.run("migrate a.ova --to out -o json") == 3)
        let output = sample.written
        #expect(output.split(separator: "\n").filter { $0.contains("\"event\":\"failed\"") }.count == 1)
        #expect(sample.complaints.contains("[a.b]"))
    }

    @Test("A cancelled migration ends as interrupted, whatever error that came of")
    func cancelled() async {
        struct Late: Error {}
        let sample = CommandLineSample { _ in
            try? await Task.sleep(for: .seconds(60))
            throw Late()
        }
        let task = Task { await sample.run("migrate a.ova --to out") }
        while sample.requests.isEmpty { await Task.yield() }
        task.cancel()
        #expect(await task.value == 130)
        #expect(sample.written.contains("Stopping"))
    }

    @Test("Only what can go on where it stopped is said to do so")
    func interruptedWords() {
        #expect(failure(of: CancellationError()).remedy == "Run the same command again.")
        #expect(Failure.interruptedCopying.remedy.contains("goes on where it stopped"))
    }

    @Test("The first text is there before any work begins")
    func firstOutput() async {
        let sample = CommandLineSample()
        #expect(await sample.run("migrate a.ova --to out") == 0)
        #expect(sample.writtenBeforeWork.contains("a.ova"))
    }

    @Test("A dry run's document is all there is on standard output")
    func dryRun() async {
        let sample = CommandLineSample { tell in
            tell(.phaseStarted(.initialize, detail: ""))
            return MigrateOutcome(document: "kind: VirtualMachine\n")
        }
        #expect(await sample.run("migrate a.ova --dry-run -o yaml") == 0)
        #expect(sample.written == "kind: VirtualMachine\n")
        #expect(sample.complaints.contains("Initialize"))
    }

    @Test("A dry run for programs is one JSON document: an object, or a list where several machines are asked for")
    func oneDocument() throws {
        let one: JSONValue = ["a": 1]
        #expect(try JSONValue.parse(Services.jsonText(of: [one], asList: false)) == one)
        #expect(try JSONValue.parse(Services.jsonText(of: [one], asList: true)) == .array([one]))
        #expect(try JSONValue.parse(Services.jsonText(of: [one, one], asList: false)) == .array([one, one]))
    }

    @Test(
        "vm commands reach the machine that is meant",
        arguments: [
            ("vm start out", "start out web false "),
            ("vm start out --net --forward 2222:22", "start out web true 2222:22"),
            ("vm stop out --grace 5", "stop web 5 false"), ("vm stop out", "stop web 60 false"),
            ("vm stop out --vm db --force", "stop db 0 true"), ("vm stop out --force --grace 7", "stop web 7 true"),
            ("vm console out", "console web"),
        ])
    func machines(line: String, call: String) async {
        let sample = CommandLineSample()
        #expect(await sample.run(line) == 0)
        #expect(sample.called == [call])
    }

    @Test("Which machine must be said where there are several, and said so where there is none")
    func severalMachines() async {
        let several = CommandLineSample(machines: ["web", "db"])
        #expect(await several.run("vm start out") == 2)
        #expect(several.complaints.contains("They are web, db."))
        let none = CommandLineSample(machines: [])
        #expect(await none.run("vm stop out") == 2)
        #expect(await several.run("vm list out") == 0)
    }

    @Test("The list has a column for each thing, and says below what is wrong with a manifest")
    func list() async {
        let sample = CommandLineSample(machines: ["web", "odd"])
        #expect(await sample.run("vm list out") == 0)
        #expect(
            sample.written == """
                NAME  STATE    CPU  MEMORY   DISKS  UPTIME  PID
                web   running  2    512 MiB  1      1:20    7
                odd   stopped  -    -        -      -       -
                odd: No CPU.

                """)
        let programs = CommandLineSample(machines: ["web"])
        #expect(await programs.run("vm list out -o json") == 0)
        for field in ["\"memoryBytes\": 536870912", "\"uptimeSeconds\": 80", "\"diskCount\": 1", "\"problem\": null"] {
            #expect(programs.written.contains(field), "\(field)")
        }
    }

    @Test("A transfer's result is on standard output, its progress on standard error")
    func transfer() async {
        let sample = CommandLineSample()
        #expect(await sample.run("transfer a.vmdk b.raw -o json") == 0)
        #expect(
            sample.written.hasPrefix("{\"source\":\"a.vmdk\",\"target\":\"b.raw\",\"sizeBytes\":1073741824"))
        #expect(sample.complaints.contains("DiskTransfer done"))
    }

    @Test("Completion knows every command, itself included", arguments: Shell.allCases)
    func completion(shell: Shell) async {
        let sample = CommandLineSample()
        #expect(await sample.run("completion \(shell.rawValue)") == 0)
        let script = sample.written
        for word in ["migrate", "boot-check", "completion", "explain", "fish"] { #expect(script.contains(word)) }
    }
}

@Suite("Command line: explain")
struct CommandLineExplainTests {
    @Test(
        "Concerns, phases, exit codes by number and name, and errors are explained",
        arguments: [
            ("disk.shared", "Several machines share the disk."), ("DiskTransfer", "journal"),
            ("disktransfer", "journal"),
            ("8", "boot check"), ("bootCheck", "boot check"), ("0", "did what it was asked"), ("130", "Ctrl-C"),
            ("usage.unknown-option", "has no option"), ("vmdk.grain.damaged", "is damaged"),
            ("conversion.commit.failed", "could not be written to"), ("boot-check.inconclusive", "inconclusive"),
            ("vhdx.differencing", "a layer"),
        ])
    func explained(topic: String, words: String) async {
        let sample = CommandLineSample()
        #expect(await sample.run("explain \(topic)") == 0)
        #expect(sample.written.contains(words))
    }

    @Test("An unknown topic gets the nearest ones")
    func unknown() async {
        let sample = CommandLineSample()
        #expect(await sample.run("explain DiskTranfser") == 2)
        #expect(sample.complaints.contains("Did you mean 'DiskTransfer'?"))
    }

    @Test("Without a topic all are listed, each once")
    func list() async {
        let sample = CommandLineSample()
        #expect(await sample.run("explain") == 0)
        let text = sample.written
        let names = text.split(separator: "\n").filter { $0.hasPrefix("  ") }.map { $0.split(separator: " ")[0] }
        #expect(Set(names).count == names.count)
        for phase in MigrationPhase.allCases { #expect(text.contains(phase.rawValue)) }
    }
}
