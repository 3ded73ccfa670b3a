internal import Arguments
internal import Failures

/// `gantry explain`: what a concern, a phase, an exit code or an error means.
func explainCommand(_ services: Services, _ streams: StandardStreams) -> Command {
    Command(
        "explain", "Explains a concern, a phase, an exit code or an error.",
        discussion: "Without a topic it lists all there are.",
        examples: [
            .init("gantry explain DiskTransfer", "Explains a phase."),
            .init("gantry explain 8", "Explains an exit code."),
        ]
    ) { arguments in
        let wanted = arguments.optionalPositional("TOPIC", "What to explain.")
        return { values in
            var seen: Set<String> = []
            // What stands first of one name knows more: a known problem says more than the error that it becomes.
            let topics = (services.moreTopics() + phaseTopics + exitCodeTopics + errorTopics).filter {
                seen.insert($0.id).inserted
            }
            guard let word = try values[wanted] else { return try streams.writeOutput(list(topics)) }
            guard
                let topic = topics.first(where: { $0.names.contains(word) })
                    ?? topics.first(where: { $0.isCalled(word) })
            else {
                throw ExplainError.unknownTopic(word, similar: similar(to: word, among: topics.flatMap(\.names)))
            }
            try streams.writeOutput(page(topic))
        }
    }
}

/// A topic that can't be explained.
enum ExplainError: NamedError {
    /// Nothing is called so.
    case unknownTopic(String, similar: [String])

    var failure: Failure {
        switch self {
        case .unknownTopic(let word, let similar):
            let names = similar.map { "'\($0)'" }.joined(separator: ", ")
            return Failure(
                "usage.unknown-topic", .usage, what: "There is nothing called '\(word)' to explain.",
                why: "Topics are concerns, phases, exit codes and errors, by the names that messages show.",
                remedy: (similar.isEmpty ? "" : "Did you mean \(names)? ") + "'gantry explain' lists all topics.")
        }
    }
}

extension ExplainTopic {
    fileprivate var names: [String] { [id] + aliases }

    fileprivate func isCalled(_ word: String) -> Bool {
        names.contains { $0.lowercased() == word.lowercased() }
    }
}

private func page(_ topic: ExplainTopic) -> String {
    let names = ([topic.id] + topic.aliases).joined(separator: ", ")
    let text = wrapped(topic.text, width: 78).joined(separator: "\n")
    return
        "\(names) (\(topic.kind.rawValue))\n\n\(wrapped(topic.title, width: 78).joined(separator: "\n"))\n\n\(text)\n"
}

private func list(_ topics: [ExplainTopic]) -> String {
    ExplainTopic.Kind.allCases.compactMap { kind in
        let rows = topics.filter { $0.kind == kind }.map { ["  " + ($0.names.joined(separator: ", ")), $0.title] }
        return rows.isEmpty ? nil : "\(kind.rawValue.uppercased())S\n" + tableText(rows)
    }.joined(separator: "\n")
}
