/// One thing that is known about an object, with the fields that Forklift has.
public struct Condition: Codable, Sendable, Equatable {
    /// What it is about, such as `Ready`; an object has one condition of a type.
    public var type: String
    /// `True`, `False` or `Unknown`.
    public var status: String
    /// How much it matters.
    public var category: String
    /// One word for the reason.
    public var reason: String?
    /// A sentence about it.
    public var message: String?
    /// What to do about it.
    public var suggestion: String?
    /// What it concerns, such as the names of machines.
    public var items: [String]?
    /// Whether it stays until it is removed on purpose.
    public var durable: Bool?
    /// When it changed last.
    public var lastTransitionTime: Timestamp

    /// Makes a condition that holds.
    public init(
        _ type: String, _ category: Category, reason: String? = nil, message: String? = nil, suggestion: String? = nil,
        items: [String]? = nil, durable: Bool? = nil, status: String = "True",
        lastTransitionTime: Timestamp = Timestamp(secondsSince1970: 0)
    ) {
        self.type = type
        self.status = status
        self.category = category.rawValue
        self.reason = reason
        self.message = message
        self.suggestion = suggestion
        self.items = items
        self.durable = durable
        self.lastTransitionTime = lastTransitionTime
    }

    /// How much a condition matters.
    public enum Category: String, Sendable, CaseIterable {
        /// It can't go on.
        case critical = "Critical"
        /// It can't go on.
        case error = "Error"
        /// It goes on, and may end badly.
        case warning = "Warn"
        /// It has to be true for the object to be ready.
        case required = "Required"
        /// Good to know.
        case advisory = "Advisory"
    }

    /// Whether it holds.
    public var isTrue: Bool { status == "True" }
    /// Whether it holds and nothing can go on.
    public var isBlocker: Bool {
        isTrue && (category == Category.critical.rawValue || category == Category.error.rawValue)
    }

    /// Whether both say the same, whenever they began to.
    func saysSame(as other: Condition) -> Bool {
        var same = other
        same.lastTransitionTime = lastTransitionTime
        return self == same
    }
}

extension [Condition] {
    /// The condition of a type.
    public func condition(_ type: String) -> Condition? { first { $0.type == type } }
    /// Whether all these conditions hold.
    public func has(_ types: String...) -> Bool {
        !types.isEmpty && types.allSatisfy { condition($0)?.isTrue == true }
    }
    /// Whether one of these conditions holds.
    public func hasAny(_ types: String...) -> Bool { types.contains { condition($0)?.isTrue == true } }
    /// Whether a condition of a category holds.
    public func has(category: Condition.Category) -> Bool {
        contains { $0.isTrue && $0.category == category.rawValue }
    }
    /// Whether one holds that nothing can go on with.
    public var hasBlocker: Bool { contains(where: \.isBlocker) }
    /// Whether it is ready.
    public var isReady: Bool { has("Ready") }
}
