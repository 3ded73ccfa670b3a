internal import Values

/// A path into a document, as kubectl understands it: `.status.conditions[?(@.type=="Ready")].status`.
struct JSONPath: Sendable, Equatable {
    /// The way from the document to the values.
    var steps: [Step]

    /// One step of the way.
    indirect enum Step: Sendable, Equatable {
        /// `.name`, `['name']`, `['a','b']`: the fields that are there, in this order.
        case fields([String])
        /// `[0]`, `[-1]`, `[0,2]`: elements; negative ones count from the end.
        case elements([Int])
        /// `[1:3]`, `[::2]`: the elements from the first on, up to but without the second.
        case slice(from: Int?, to: Int?, by: Int)
        /// `[*]`, `.*`: all elements, or all values of fields.
        case all
        /// `..`: the value and everything in it.
        case descendants
        /// `[?(@.a=="b")]`: the elements of which it holds.
        case filter(Filter)
    }

    /// A condition on an element.
    struct Filter: Sendable, Equatable {
        /// What is compared.
        var left: Operand
        /// How; nil asks whether there is such a value at all.
        var comparison: Comparison?
        /// What it is compared with.
        var right: Operand = .literal(.null)
    }

    /// A side of a comparison.
    enum Operand: Sendable, Equatable {
        /// A value that stands in the text.
        case literal(JSONValue)
        /// A value of the element.
        case path(JSONPath)
    }

    /// How two values are compared.
    enum Comparison: String, Sendable, CaseIterable {
        case equal = "=="
        case unequal = "!="
        case lessOrEqual = "<="
        case greaterOrEqual = ">="
        case less = "<"
        case greater = ">"
    }

    /// The values that it leads to; none when something on the way isn't there.
    func values(in document: JSONValue) -> [JSONValue] {
        steps.reduce([document]) { values, step in values.flatMap { step.values(in: $0) } }
    }

    /// A value as templates and columns write it: text as it is, lists and objects as JSON.
    static func text(of value: JSONValue) -> String { value.string ?? value.jsonText() }
}

extension JSONPath.Step {
    fileprivate func values(in value: JSONValue) -> [JSONValue] {
        switch self {
        case .fields(let names): names.compactMap { value[$0] }
        case .elements(let indices):
            indices.compactMap { index in value.array.flatMap { value[index < 0 ? $0.count + index : index] } }
        case .slice(let start, let end, let stride): slice(value.array ?? [], start, end, stride)
        case .all: value.children
        case .descendants: value.descendants
        case .filter(let filter): value.children.filter(filter.holds)
        }
    }

    private func slice(_ elements: [JSONValue], _ start: Int?, _ end: Int?, _ stride: Int) -> [JSONValue] {
        func position(_ index: Int?, _ standard: Int) -> Int {
            guard let index else { return standard }
            return min(max(index < 0 ? elements.count + index : index, 0), elements.count)
        }
        return Swift.stride(from: position(start, 0), to: position(end, elements.count), by: stride).map {
            elements[$0]
        }
    }
}

extension JSONPath.Filter {
    fileprivate func holds(of element: JSONValue) -> Bool {
        let lefts = left.values(in: element)
        guard let comparison else { return !lefts.isEmpty }
        // As kubectl: what isn't there equals nothing and differs from nothing.
        guard let value = lefts.first, let other = right.values(in: element).first else { return false }
        return comparison.holds(value, other)
    }
}

extension JSONPath.Operand {
    fileprivate func values(in element: JSONValue) -> [JSONValue] {
        switch self {
        case .literal(let value): [value]
        case .path(let path): path.values(in: element)
        }
    }
}

extension JSONPath.Comparison {
    fileprivate func holds(_ left: JSONValue, _ right: JSONValue) -> Bool {
        switch self {
        case .equal: isEqual(left, right)
        case .unequal: !isEqual(left, right)
        case .less: precedes(left, right)
        case .greater: precedes(right, left)
        case .lessOrEqual: isEqual(left, right) || precedes(left, right)
        case .greaterOrEqual: isEqual(left, right) || precedes(right, left)
        }
    }

    private func isEqual(_ left: JSONValue, _ right: JSONValue) -> Bool {
        if let left = left.double, let right = right.double { return left == right }
        return left == right
    }

    private func precedes(_ left: JSONValue, _ right: JSONValue) -> Bool {
        if let left = left.double, let right = right.double { return left < right }
        if let left = left.string, let right = right.string { return left < right }
        return false
    }
}

extension JSONValue {
    /// The elements of a list, or the values of the fields of an object.
    fileprivate var children: [JSONValue] { array ?? object?.map(\.value) ?? [] }

    /// The value and everything in it; documents are read with a limit of depth.
    fileprivate var descendants: [JSONValue] { [self] + children.flatMap(\.descendants) }
}
