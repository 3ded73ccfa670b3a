public import Values

/// JSON patch (RFC 6902): operations one after the other; all are done, or none.
public enum JSONPatch {
    // The API server's own limit (apiserver, jsonpatch.go).
    private static let operationLimit = 10_000
    // Copies can double a document each; this bounds what they add (evanphx/json-patch has the same guard).
    private static let copyLimitBytes = 3 << 20

    /// The document with the patch applied.
    /// - Throws: `badRequest` when the patch can't be understood, `invalid` when it can't be done.
    public static func apply(_ patch: JSONValue, to document: JSONValue) throws(StoreError) -> JSONValue {
        guard let steps = patch.array else {
            throw StoreError(.badRequest, "error decoding patch: a list of operations is expected")
        }
        guard steps.count <= operationLimit else {
            throw StoreError(
                .tooLarge, "The allowed maximum operations in a JSON patch is \(operationLimit), got \(steps.count)")
        }
        var copiedBytes = 0
        var result = document
        for step in steps { result = try apply(Operation(step), to: result, &copiedBytes) }
        return result
    }

    private struct Operation {
        var word: String
        var path: JSONPointer
        var from: JSONPointer?
        var value: JSONValue?

        init(_ step: JSONValue) throws(StoreError) {
            guard let word = step["op"]?.string, let path = step["path"]?.string.flatMap(JSONPointer.init(parsing:))
            else {
                throw StoreError(.badRequest, "error decoding patch: an operation needs \"op\" and \"path\"")
            }
            self.word = word
            self.path = path
            from = step["from"]?.string.flatMap(JSONPointer.init(parsing:))
            value = step["value"]
        }
    }

    private static func apply(
        _ step: Operation, to document: JSONValue, _ copiedBytes: inout Int
    ) throws(StoreError) -> JSONValue {
        switch step.word {
        case "add": return try add(step.value, at: step.path, to: document)
        case "remove": return try remove(step.path, from: document)
        case "replace": return try replace(step.value, at: step.path, in: document)
        case "test":
            let found = document.value(at: step.path.tokens[...])
            // A missing value equals null, as the API server's library has it.
            guard (found ?? .null).means(step.value ?? .null) else { throw StoreError.patchRefused() }
            return document
        case "move":
            let moved = try value(at: step.from, in: document)
            guard let from = step.from, !step.path.isInside(from) else { throw StoreError.patchRefused() }
            return try add(moved, at: step.path, to: remove(from, from: document))
        case "copy":
            let copied = try value(at: step.from, in: document)
            copiedBytes += copied.jsonBytes().count
            guard copiedBytes <= copyLimitBytes else { throw StoreError.patchRefused() }
            return try add(copied, at: step.path, to: document)
        default: throw StoreError.patchRefused()
        }
    }

    private static func value(at path: JSONPointer?, in document: JSONValue) throws(StoreError) -> JSONValue {
        guard let path, let value = document.value(at: path.tokens[...]) else { throw StoreError.patchRefused() }
        return value
    }

    private static func add(
        _ value: JSONValue?, at path: JSONPointer, to document: JSONValue
    ) throws(StoreError) -> JSONValue {
        guard let value else { throw StoreError.patchRefused() }
        guard !path.tokens.isEmpty else { return value }
        return try done(
            document.changing(path.tokens[...]) { parent, token in
                switch parent {
                case .object(var fields):
                    fields[token] = value
                    return .object(fields)
                case .array(var elements):
                    guard let index = JSONPointer.index(token, count: elements.count, adding: true) else { return nil }
                    elements.insert(value, at: index)
                    return .array(elements)
                default: return nil
                }
            })
    }

    private static func replace(
        _ value: JSONValue?, at path: JSONPointer, in document: JSONValue
    ) throws(StoreError) -> JSONValue {
        guard let value else { throw StoreError.patchRefused() }
        guard !path.tokens.isEmpty else { return value }
        return try done(
            document.changing(path.tokens[...]) { parent, token in
                switch parent {
                case .object(var fields):
                    guard fields[token] != nil else { return nil }
                    fields[token] = value
                    return .object(fields)
                case .array(var elements):
                    guard let index = JSONPointer.index(token, count: elements.count, adding: false) else { return nil }
                    elements[index] = value
                    return .array(elements)
                default: return nil
                }
            })
    }

    private static func remove(_ path: JSONPointer, from document: JSONValue) throws(StoreError) -> JSONValue {
        try done(
            document.changing(path.tokens[...]) { parent, token in
                switch parent {
                case .object(var fields):
                    guard fields[token] != nil else { return nil }
                    fields[token] = nil
                    return .object(fields)
                case .array(var elements):
                    guard let index = JSONPointer.index(token, count: elements.count, adding: false) else { return nil }
                    elements.remove(at: index)
                    return .array(elements)
                default: return nil
                }
            })
    }

    private static func done(_ result: JSONValue?) throws(StoreError) -> JSONValue {
        guard let result else { throw StoreError.patchRefused() }
        return result
    }
}

extension JSONPointer {
    fileprivate func isInside(_ other: JSONPointer) -> Bool {
        tokens.count > other.tokens.count && tokens.starts(with: other.tokens)
    }
}
