extension LabelSelector {
    /// Whether labels satisfy all requirements.
    public func matches(_ labels: [String: String]) -> Bool {
        requirements.allSatisfy { $0.test.holds(for: labels[$0.key]) }
    }
}

extension LabelSelector.Test {
    fileprivate func holds(for value: String?) -> Bool {
        switch self {
        case .isIn(let values): value.map(values.contains) ?? false
        case .isNotIn(let values): value.map { !values.contains($0) } ?? true
        case .exists: value != nil
        case .isMissing: value == nil
        case .isGreater(let bound): value.flatMap { Int64($0) }.map { $0 > bound } ?? false
        case .isLess(let bound): value.flatMap { Int64($0) }.map { $0 < bound } ?? false
        }
    }
}
