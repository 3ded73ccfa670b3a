// swift-format-ignore-file
// Made from the failures that the sources of all rooms describe; do not edit. A test checks that it is current.

/// The errors of all rooms.
let errorTopics: [ExplainTopic] = [
    ExplainTopic(
        id: "boot-check.<state>", kind: .error,
        title: "The migrated VM's boot check: <state>.",
        text: "Why: The message says it.\nWhat to do: <remedy> The disks and the report are in <folder>.\nExit code 8 (bootCheck)."),
    ExplainTopic(
        id: "component.deadline", kind: .error,
        title: "The program '<program>' did not end in time.",
        text: "Why: It was stopped after <seconds> s.\nWhat to do: Look at the machine's load and try again.\nExit code 6 (component)."),
    ExplainTopic(
        id: "component.failed", kind: .error,
        title: "The program '<program>' failed (<status>).",
        text: "Why: It gave no reason.\nWhat to do: Mend what it says and try again.\nExit code 6 (component)."),
    ExplainTopic(
        id: "component.missing", kind: .error,
        title: "The program '<program>' is not installed.",
        text: "Why: It was not found in PATH.\nWhat to do: Install the Debian package that has it ('make deps' does).\nExit code 6 (component)."),
    ExplainTopic(
        id: "component.not-started", kind: .error,
        title: "The program '<program>' could not be started.",
        text: "Why: <reason>.\nWhat to do: Check its permissions and the machine's limits.\nExit code 6 (component)."),
    ExplainTopic(
        id: "document.mismatch", kind: .error,
        title: "The document does not have the expected form.",
        text: "Why: At <path>: <reason>.\nWhat to do: Correct the field, or check that the file is of the right kind.\nExit code 3 (source)."),
    ExplainTopic(
        id: "document.syntax", kind: .error,
        title: "The text is not valid JSON.",
        text: "Why: Line <line>, column <column>: <reason>.\nWhat to do: Correct the text, or find out what cut it short.\nExit code 3 (source)."),
    ExplainTopic(
        id: "document.too-deep", kind: .error,
        title: "The document is nested too deeply to be read.",
        text: "Why: It has more than <limit> lists and objects inside one another.\nWhat to do: Check that the file is what it is meant to be.\nExit code 3 (source)."),
    ExplainTopic(
        id: "document.too-large", kind: .error,
        title: "The document is too large to be read.",
        text: "Why: It has <size bytes> bytes; at most <limit bytes> are accepted.\nWhat to do: Check that the file is what it is meant to be.\nExit code 3 (source)."),
    ExplainTopic(
        id: "document.unrepresentable", kind: .error,
        title: "A value could not be written as JSON.",
        text: "Why: At <path>: <reason>.\nWhat to do: This is a defect of the program; please report it.\nExit code 1 (internal)."),
    ExplainTopic(
        id: "internal.not-built-in", kind: .error,
        title: "This build of gantry can't do '<name>'.",
        text: "Why: The command is understood, and what does its work is not connected.\nWhat to do: Use a complete build.\nExit code 1 (internal)."),
    ExplainTopic(
        id: "internal.system-call", kind: .error,
        title: "A call to the system failed.",
        text: "Why: <description>.\nWhat to do: Mend what it says and run the same command again; report it if that does not help.\nExit code 1 (internal)."),
    ExplainTopic(
        id: "internal.unexpected", kind: .error,
        title: "Something unexpected happened.",
        text: "Why: The message says it.\nWhat to do: This is a defect of the program; please report it with the command that you gave.\nExit code 1 (internal)."),
    ExplainTopic(
        id: "interrupted", kind: .error,
        title: "The command was interrupted.",
        text: "Why: It was asked to stop, by Ctrl-C or by a signal.\nWhat to do: Run the same command again: a migration goes on where it stopped.\nExit code 130 (interrupted)."),
    ExplainTopic(
        id: "migration.blocked", kind: .error,
        title: "'<machine>' can't be migrated as it is.",
        text: "Why: \nWhat to do: Mend this at the source, and run the command again.\nExit code 10 (blocked)."),
    ExplainTopic(
        id: "migration.error", kind: .error,
        title: "The migration failed.",
        text: "Why: <self>\nWhat to do: Try again.\nExit code 1 (internal)."),
    ExplainTopic(
        id: "migration.interrupted", kind: .error,
        title: "The migration was interrupted.",
        text: "Why: It was asked to stop; what it had copied is kept in <path>.\nWhat to do: Run the same command again: it goes on where it stopped.\nExit code 130 (interrupted)."),
    ExplainTopic(
        id: "source.disk-size-unknown", kind: .error,
        title: "Nobody says how large disk '<disk>' is.",
        text: "Why: Neither the image nor the descriptor states its size.\nWhat to do: Unpack the image so that its size can be seen, and migrate that.\nExit code 3 (source)."),
    ExplainTopic(
        id: "source.machine-ambiguous", kind: .error,
        title: "The appliance holds <count> virtual machines.",
        text: "Why: They are: <separator>.\nWhat to do: Name one with --vm NAME, or take --all.\nExit code 2 (usage)."),
    ExplainTopic(
        id: "source.machine-unknown", kind: .error,
        title: "There is no virtual machine '<name>' in the source.",
        text: "Why: It holds: <separator>.\nWhat to do: Name one of these with --vm.\nExit code 2 (usage)."),
    ExplainTopic(
        id: "source.missing", kind: .error,
        title: "The source <path> can't be opened.",
        text: "Why: <reason>.\nWhat to do: Check the path and your permission to read it.\nExit code 3 (source)."),
    ExplainTopic(
        id: "source.unrecognised", kind: .error,
        title: "<path> is not a source that can be read.",
        text: "Why: By its name it is neither an OVA, an OVF or its folder, a libvirt domain, nor a disk image.\nWhat to do: Name an .ova, .ovf, .xml, .raw, .img, .qcow2, .vmdk, .vhd, .vhdx or .vdi file, or give --input-format for a disk.\nExit code 3 (source)."),
    ExplainTopic(
        id: "system.call", kind: .error,
        title: "The message says it.",
        text: "Why: <reason>.\nWhat to do: Look at the system's logs; try again.\nExit code 1 (internal)."),
    ExplainTopic(
        id: "target.busy", kind: .error,
        title: "Another run is working on <path>.",
        text: "Why: It holds the lock of the unfinished migration.\nWhat to do: Wait for it, or end it; then run the command again.\nExit code 5 (target)."),
    ExplainTopic(
        id: "target.exists", kind: .error,
        title: "<path> exists already.",
        text: "Why: It holds the result of an earlier migration, which is never overwritten unasked.\nWhat to do: Choose another folder or name (--to, --name), or replace it with --force.\nExit code 5 (target)."),
    ExplainTopic(
        id: "target.foreign", kind: .error,
        title: "<path> exists and is not the result of a migration.",
        text: "Why: It has no report.json, so --force will not remove it either.\nWhat to do: Move it away, or choose another folder or name (--to, --name).\nExit code 5 (target)."),
    ExplainTopic(
        id: "target.full", kind: .error,
        title: "The file system of <path> is full.",
        text: "Why: A write was refused for lack of space.\nWhat to do: Free some space and run the same command again: it goes on where it stopped.\nExit code 5 (target)."),
    ExplainTopic(
        id: "target.space", kind: .error,
        title: "There is too little room in <path>.",
        text: "Why: About <needed> are needed and <free> are free.\nWhat to do: Free some space or choose another file system with --to.\nExit code 5 (target)."),
    ExplainTopic(
        id: "target.state-unreadable", kind: .error,
        title: "The notes of an unfinished migration can't be read: <path>.",
        text: "Why: <reason>.\nWhat to do: Start anew with --force.\nExit code 5 (target)."),
    ExplainTopic(
        id: "target.unfinished-differs", kind: .error,
        title: "An unfinished migration in <path> can't be gone on with.",
        text: "Why: <difference>.\nWhat to do: Run the command as it was before, or start anew with --force.\nExit code 5 (target)."),
    ExplainTopic(
        id: "target.unwritable", kind: .error,
        title: "<path> can't be written.",
        text: "Why: <reason>.\nWhat to do: Choose a folder that you may write to, or mend its permissions.\nExit code 5 (target)."),
    ExplainTopic(
        id: "usage.conflict", kind: .error,
        title: "The message says it.",
        text: "Why: The options contradict each other or the source.\nWhat to do: The message says it.\nExit code 2 (usage)."),
    ExplainTopic(
        id: "usage.flag-with-value", kind: .error,
        title: "The option '<flag>' takes no value.",
        text: "Why: It is a switch: it is given or it is not.\nWhat to do: Leave the value out. See '<command> --help'.\nExit code 2 (usage)."),
    ExplainTopic(
        id: "usage.invalid-value", kind: .error,
        title: "'<value>' can't be used for <name>.",
        text: "Why: It <reason>.\nWhat to do: <allowed> See '<command> --help'.\nExit code 2 (usage)."),
    ExplainTopic(
        id: "usage.missing-argument", kind: .error,
        title: "'<command>' needs <names>.",
        text: "Why: Without that it can't know what to do.\nWhat to do: See '<command> --help'.\nExit code 2 (usage)."),
    ExplainTopic(
        id: "usage.missing-command", kind: .error,
        title: "'<command>' needs a command.",
        text: "Why: It has several: <all>.\nWhat to do: See '<command> --help'.\nExit code 2 (usage)."),
    ExplainTopic(
        id: "usage.missing-value", kind: .error,
        title: "The option '<option>' has no value.",
        text: "Why: A value must follow it: '<option> <value name>'.\nWhat to do: Write '<option>=<value name>' if the value starts with two dashes. See '<command> --help'.\nExit code 2 (usage)."),
    ExplainTopic(
        id: "usage.repeated-option", kind: .error,
        title: "The option '<option>' is given twice.",
        text: "Why: It can have only one value.\nWhat to do: Leave one out. See '<command> --help'.\nExit code 2 (usage)."),
    ExplainTopic(
        id: "usage.unexpected-word", kind: .error,
        title: "The word '<word>' is one too many.",
        text: "Why: '<command>' takes no further words.\nWhat to do: See '<command> --help'.\nExit code 2 (usage)."),
    ExplainTopic(
        id: "usage.unknown-command", kind: .error,
        title: "'<command>' has no command '<word>'.",
        text: "Why: The commands are <all>.\nWhat to do: <similar> See '<command> --help'.\nExit code 2 (usage)."),
    ExplainTopic(
        id: "usage.unknown-option", kind: .error,
        title: "'<command>' has no option '<word>'.",
        text: "Why: Its help lists the options it has.\nWhat to do: <similar> See '<command> --help'.\nExit code 2 (usage)."),
    ExplainTopic(
        id: "usage.unknown-topic", kind: .error,
        title: "There is nothing called '<word>' to explain.",
        text: "Why: Topics are concerns, phases, exit codes and errors, by the names that messages show.\nWhat to do: Did you mean <names>? 'gantry explain' lists all topics.\nExit code 2 (usage)."),
    ExplainTopic(
        id: "usage.unusable", kind: .error,
        title: "The message says it.",
        text: "Why: The message says it.\nWhat to do: <remedy> See '<command> --help'.\nExit code 2 (usage)."),
]
