import Arguments
import Subprocess
import Testing

@Suite("Arguments: help, completion and reference")
struct ArgumentsHelpTests {
    @Test("Help pages are as expected and no wider than a terminal", arguments: ["", "lift", "ship", "ship start"])
    func help(path: String) {
        let words = ["harbour"] + path.split(separator: " ").map(String.init)
        let text = Harbour.tree().helpText(for: words)
        expectSnapshot(text, words.joined(separator: "-") + ".help.txt")
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test("The reference page shows every command and parameter")
    func reference() {
        expectSnapshot(Harbour.tree().referencePage, "harbour.reference.md")
    }

    @Test("Completion scripts are as expected", arguments: Shell.allCases)
    func scripts(shell: Shell) {
        expectSnapshot(Harbour.tree().completionScript(for: shell), "harbour.completion.\(shell.rawValue)")
    }

    @Test(
        "Bash completes commands, options and values",
        arguments: [
            (["harbour", ""], "lift ship --help --version"),
            (["harbour", "sh"], "ship"),
            (["harbour", "ship", "st"], "start"),
            (["harbour", "lift", "--sp"], "--speed"),
            (["harbour", "lift", "--speed", "e"], "express"),
            (["harbour", "lift", "--speed", "=", "s"], "slow swift"),
            (["harbour", "lift", "--speed", "="], "slow swift express"),
            (["harbour", "lift", "-s", ""], "slow swift express"),
            (["harbour", "lift", "--to", "/et"], "/etc"),
            (["harbour", "lift", "/etc/hostn"], "/etc/hostname"),
        ])
    func bash(words: [String], offer: String) async throws {
        let script =
            Harbour.tree().completionScript(for: .bash) + """

                compopt() { :; }
                COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
                _harbour
                echo "${COMPREPLY[*]}"
                """
        let command = Subprocess.Command("bash", ["-c", script, "bash"] + words)
        let done = try await runSuccessfully(command, deadlineSeconds: 20)
        #expect(done.output == offer + "\n")
        #expect(done.errorOutput.isEmpty)
    }
}
