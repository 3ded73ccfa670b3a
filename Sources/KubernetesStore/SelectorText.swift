internal import ResourceStore

extension LabelSelector {
    /// As the API takes it; nil for everything.
    var queryText: String? {
        requirements.isEmpty ? nil : requirements.map(\.queryText).joined(separator: ",")
    }
}

extension LabelSelector.Requirement {
    fileprivate var queryText: String {
        switch test {
        case .isIn(let values): "\(key) in (\(values.joined(separator: ",")))"
        case .isNotIn(let values): "\(key) notin (\(values.joined(separator: ",")))"
        case .exists: key
        case .isMissing: "!\(key)"
        case .isGreater(let than): "\(key)>\(than)"
        case .isLess(let than): "\(key)<\(than)"
        }
    }
}

extension FieldSelector {
    /// As the API takes it, with its characters escaped (fields.EscapeValue); nil for everything.
    var queryText: String? {
        guard !requirements.isEmpty else { return nil }
        return requirements.map { requirement in
            let value = requirement.value.map { "\\,=".contains($0) ? "\\\($0)" : String($0) }.joined()
            return "\(requirement.path)\(requirement.isEqual ? "=" : "!=")\(value)"
        }.joined(separator: ",")
    }
}
