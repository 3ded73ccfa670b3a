internal import Engine

/// The phases, in their order.
let phaseTopics = MigrationPhase.allCases.map { phase in
    ExplainTopic(id: phase.rawValue, kind: .phase, title: phase.summary, text: phase.explanation)
}
