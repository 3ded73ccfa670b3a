/// Collects a command's parameters; each declaration gives a handle with which the action reads the value.
public struct Declarations {
    /// What was declared so far.
    public private(set) var parameters: [Parameter] = []
    private var heading = ""

    /// Puts the parameters that follow under a heading of the help page.
    public mutating func group(_ title: String) {
        heading = title
    }

    /// Declares a word that must be there, by its place.
    public mutating func positional<Value: ArgumentValue>(
        _ name: String, _ help: String, as type: Value.Type = String.self, completion: Parameter.Completion = .values
    ) -> Handle<Value> {
        let parameter = add(.positional, Value.self, name, help: help, isRequired: true, completion: completion)
        return Handle { values throws(UsageError) in try values.required(parameter) }
    }

    /// Declares a word that may be left out, by its place.
    public mutating func optionalPositional<Value: ArgumentValue>(
        _ name: String, _ help: String, as type: Value.Type = String.self, completion: Parameter.Completion = .values
    ) -> Handle<Value?> {
        let parameter = add(.positional, Value.self, name, help: help, completion: completion)
        return Handle { values throws(UsageError) in try values.first(parameter) }
    }

    /// Declares the words that are left, of which there must be at least one unless it says otherwise.
    public mutating func positionals<Value: ArgumentValue>(
        _ name: String, _ help: String, as type: Value.Type = String.self, isRequired: Bool = true,
        completion: Parameter.Completion = .values
    ) -> Handle<[Value]> {
        let parameter = add(
            .positional, Value.self, name, help: help, isRequired: isRequired, repeats: true, completion: completion)
        return Handle { values throws(UsageError) in try values.all(parameter) }
    }

    /// Declares a switch.
    public mutating func flag(_ name: String, short: Character? = nil, _ help: String) -> Handle<Bool> {
        let parameter = add(.flag, String.self, name, short: short, help: help)
        return Handle { values throws(UsageError) in values.isGiven(parameter) }
    }

    /// Declares an option that may be left out.
    public mutating func option<Value: ArgumentValue>(
        _ name: String, short: Character? = nil, _ valueName: String, _ help: String,
        as type: Value.Type = String.self, completion: Parameter.Completion = .values
    ) -> Handle<Value?> {
        let parameter = add(
            .option, Value.self, name, short: short, valueName: valueName, help: help, completion: completion)
        return Handle { values throws(UsageError) in try values.first(parameter) }
    }

    /// Declares an option that must be given.
    public mutating func requiredOption<Value: ArgumentValue>(
        _ name: String, short: Character? = nil, _ valueName: String, _ help: String,
        as type: Value.Type = String.self, completion: Parameter.Completion = .values
    ) -> Handle<Value> {
        let parameter = add(
            .option, Value.self, name, short: short, valueName: valueName, help: help, isRequired: true,
            completion: completion)
        return Handle { values throws(UsageError) in try values.required(parameter) }
    }

    /// Declares an option that has a value when it isn't given.
    public mutating func option<Value: ArgumentValue>(
        _ name: String, short: Character? = nil, _ valueName: String, _ help: String, default value: Value,
        completion: Parameter.Completion = .values
    ) -> Handle<Value> {
        let parameter = add(
            .option, Value.self, name, short: short, valueName: valueName, help: help, defaultText: value.argumentText,
            completion: completion)
        return Handle { values throws(UsageError) in try values.first(parameter) ?? value }
    }

    /// Declares an option that may be given several times.
    public mutating func options<Value: ArgumentValue>(
        _ name: String, short: Character? = nil, _ valueName: String, _ help: String,
        as type: Value.Type = String.self, completion: Parameter.Completion = .values
    ) -> Handle<[Value]> {
        let parameter = add(
            .option, Value.self, name, short: short, valueName: valueName, help: help, repeats: true,
            completion: completion)
        return Handle { values throws(UsageError) in try values.all(parameter) }
    }

    private mutating func add<Value: ArgumentValue>(
        _ kind: Parameter.Kind, _ type: Value.Type, _ name: String, short: Character? = nil, valueName: String = "",
        help: String, isRequired: Bool = false, repeats: Bool = false, defaultText: String? = nil,
        completion: Parameter.Completion = .values
    ) -> Parameter {
        let parameter = Parameter(
            kind: kind, name: name, short: short, valueName: valueName, help: help, group: heading,
            isRequired: isRequired, repeats: repeats, defaultText: defaultText, allowedValues: Value.allowedValues,
            completion: completion)
        parameters.append(parameter)
        return parameter
    }
}
