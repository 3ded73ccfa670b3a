/// Reads one declared value out of a parsed command line.
public struct Handle<Value>: Sendable {
    let read: @Sendable (ParsedArguments) throws(UsageError) -> Value

    init(_ read: @escaping @Sendable (ParsedArguments) throws(UsageError) -> Value) {
        self.read = read
    }
}

/// The words of a command line, sorted by the parameter they belong to.
public struct ParsedArguments: Sendable {
    /// The names of the commands that led here, from the program on.
    public let commandPath: [String]
    private var words: [String: [String]] = [:]

    init(commandPath: [String]) {
        self.commandPath = commandPath
    }

    /// The value of a declared parameter.
    /// - Throws: what is wrong with the word that was given for it.
    public subscript<Value>(handle: Handle<Value>) -> Value {
        get throws(UsageError) { try handle.read(self) }
    }

    /// An error about this command line that the parser can't see, such as two options that exclude one another.
    public func error(what: String, why: String, remedy: String) -> UsageError {
        UsageError(.unusable(what: what, why: why, remedy: remedy), in: commandPath)
    }

    mutating func add(_ word: String, for parameter: Parameter) {
        words[parameter.spelling, default: []].append(word)
    }

    func isGiven(_ parameter: Parameter) -> Bool { words[parameter.spelling] != nil }

    func all<Value: ArgumentValue>(_ parameter: Parameter) throws(UsageError) -> [Value] {
        var values: [Value] = []
        for word in words[parameter.spelling] ?? [] { values.append(try value(word, parameter)) }
        return values
    }

    func first<Value: ArgumentValue>(_ parameter: Parameter) throws(UsageError) -> Value? {
        guard let word = words[parameter.spelling]?.first else { return nil }
        return try value(word, parameter)
    }

    func required<Value: ArgumentValue>(_ parameter: Parameter) throws(UsageError) -> Value {
        guard let value: Value = try first(parameter) else {
            throw UsageError(.missing([parameter.spellingWithValue]), in: commandPath)
        }
        return value
    }

    private func value<Value: ArgumentValue>(_ word: String, _ parameter: Parameter) throws(UsageError) -> Value {
        do throws(InvalidValue) {
            return try Value(argument: word)
        } catch {
            throw UsageError(
                .invalidValue(word, of: parameter.spelling, reason: error.reason, allowed: Value.allowedValues),
                in: commandPath)
        }
    }
}
