internal import Failures

/// The exit codes, by number.
let exitCodeTopics: [ExplainTopic] = {
    let success = ExplainTopic(
        id: "0", aliases: ["ok"], kind: .exitCode, title: "The command did what it was asked to do.",
        text: "For a migration: every machine that was named has a complete result in its folder.")
    return [success] + FailureCategory.allCases.map(topic)
}()

private func topic(_ category: FailureCategory) -> ExplainTopic {
    let (title, text) = words(category)
    return ExplainTopic(
        id: String(category.exitCode), aliases: [category.rawValue], kind: .exitCode, title: title, text: text)
}

private func words(_ category: FailureCategory) -> (title: String, text: String) {
    switch category {
    case .internal:
        ("Something happened that should not happen.", "It is a defect of this program. Please report it.")
    case .usage:
        ("The command line can't be understood.", "Nothing was done. The help of the command lists what it takes.")
    case .source:
        (
            "The source can't be read.",
            "It is missing, malformed, of an unknown kind, or it asks for something that is not safe to do. "
                + "The source was not changed."
        )
    case .integrity:
        (
            "The source's bytes are not what they should be.",
            "They differ from their digest, or they changed while they were read. Get the file again."
        )
    case .target:
        (
            "The target can't be written.",
            "It is full, exists already, or may not be written. What was copied stays, without the result's name; "
                + "the same command goes on there."
        )
    case .component:
        (
            "A program or a library is missing or does not work.",
            "The message names it. 'make deps' installs all that is needed on Debian 12."
        )
    case .conversion:
        (
            "The guest could not be converted.",
            "The copied disks are as they were before the conversion, so that it can be tried again without another "
                + "copy. A guest that has virtio drivers already can go with --no-convert."
        )
    case .bootCheck:
        (
            "The migrated machine did not pass its boot check.",
            "--boot-check=required was asked for. The report has the reason, the last console lines and a picture."
        )
    case .verification:
        (
            "What was read back differs from what was written.",
            "The target's storage or memory is not to be trusted. Nothing has the result's name."
        )
    case .blocked:
        (
            "A critical concern blocks the migration.",
            "The message names the concerns; 'gantry explain' tells each. Nothing was written."
        )
    case .interrupted:
        (
            "The command was interrupted.",
            "Ctrl-C or a signal stopped it. The same command goes on where it stopped."
        )
    }
}
