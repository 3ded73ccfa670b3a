internal import Arguments

/// How a result is written where there is no YAML.
enum ResultFormat: String, Sendable, CaseIterable, ArgumentValue {
    case text, json
}
