public import Values

extension Schema {
    /// What is wrong with a value: everything at once, in the words of Kubernetes' API.
    ///
    /// The words are those of apiextensions-apiserver, which are those of go-openapi (validation.go of both).
    public func violations(_ value: JSONValue, at path: String = "") -> [SchemaViolation] {
        var validator = SchemaValidator()
        validator.check(value, self, path)
        return validator.found
    }
}

extension [Schema.Property] {
    /// Where the field of this name is: a schema is large, and looked at in its place instead of copied.
    func place(of name: String) -> Int? {
        for place in indices where self[place].name == name { return place }
        return nil
    }
}

/// Walks a value along its schema and collects what is wrong.
struct SchemaValidator {
    private(set) var found: [SchemaViolation] = []

    mutating func check(_ value: JSONValue, _ schema: Schema, _ path: String) {
        if value.isNull && schema.isNullable { return }
        switch (schema.kind, value) {
        case (.any, _): break
        case (.string, .string(let text)): checkText(text, schema, path)
        case (.integerOrString, .string(let text)): checkText(text, schema, path)
        case (.boolean, .bool): break
        case (.integer, .integer(let number)), (.integerOrString, .integer(let number)):
            checkNumber(Double(number), schema, path)
        case (.integer, .double(let number)) where number == number.rounded(): checkNumber(number, schema, path)
        case (.number, .integer(let number)): checkNumber(Double(number), schema, path)
        case (.number, .double(let number)): checkNumber(number, schema, path)
        case (.array(let element), .array(let elements)): checkList(elements, element, schema, path)
        case (.object(let properties, let required, _), .object(let fields)):
            checkFields(fields, properties, required, path)
        case (.map(let element), .object(let fields)):
            for field in fields { check(field.value, element, Self.join(path, field.key)) }
        default: reportType(value, schema, path)
        }
        checkEnumeration(value, schema, path)
    }

    static func join(_ path: String, _ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    private mutating func checkFields(
        _ fields: OrderedFields, _ properties: [Schema.Property], _ required: [String], _ path: String
    ) {
        for place in properties.indices {
            guard let value = fields[properties[place].name] else { continue }
            check(value, properties[place].schema, Self.join(path, properties[place].name))
        }
        for name in required.sorted() where fields[name] == nil { found.append(.required(Self.join(path, name))) }
    }

    private mutating func checkList(_ elements: [JSONValue], _ element: Schema, _ schema: Schema, _ path: String) {
        for (index, value) in elements.enumerated() { check(value, element, "\(path)[\(index)]") }
        if let most = schema.maximumItems, elements.count > most {
            found.append(.init(.tooMany, path, "Too many: \(elements.count): must have at most \(most) items"))
        }
        if let least = schema.minimumItems, elements.count < least {
            report(.integer(Int64(elements.count)), path, "should have at least \(least) items")
        }
    }

    private mutating func checkText(_ text: String, _ schema: Schema, _ path: String) {
        let value = JSONValue.string(text)
        if let most = schema.maximumLength, text.unicodeScalars.count > most {
            found.append(.tooLong(path, bytes: most))
        }
        if let least = schema.minimumLength, text.unicodeScalars.count < least {
            report(value, path, "should be at least \(least) chars long")
        }
        if let pattern = schema.pattern, !TextPattern.matches(text, pattern) {
            report(value, path, "should match '\(pattern)'")
        }
        if let format = schema.format, !TextFormat.isValid(text, format) {
            reportType(of: GoText.quoted(text), format, GoText.quoted(text), path)
        }
    }

    private mutating func checkNumber(_ number: Double, _ schema: Schema, _ path: String) {
        let value = JSONValue.double(number)
        if let least = schema.minimum, number < least {
            report(value, path, "should be greater than or equal to \(GoText.number(least))")
        }
        if let most = schema.maximum, number > most {
            report(value, path, "should be less than or equal to \(GoText.number(most))")
        }
    }

    private mutating func checkEnumeration(_ value: JSONValue, _ schema: Schema, _ path: String) {
        guard !schema.enumeration.isEmpty, !schema.enumeration.contains(value) else { return }
        let supported = schema.enumeration.map { GoText.quoted($0.string ?? $0.jsonText()) }
        found.append(
            .init(
                .notSupported, path,
                "Unsupported value: \(GoText.value(value)): supported values: \(supported.joined(separator: ", "))"))
    }

    private mutating func report(_ value: JSONValue, _ path: String, _ rule: String) {
        found.append(.invalid(path, GoText.value(value), "\(path) in body \(rule)"))
    }

    private mutating func reportType(_ value: JSONValue, _ schema: Schema, _ path: String) {
        let actual = "\"\(value.openAPIType)\""
        reportType(of: actual, schema.openAPITypes, actual, path)
    }

    private mutating func reportType(of value: String, _ wanted: String, _ actual: String, _ path: String) {
        found.append(
            .init(.typeInvalid, path, "Invalid value: \(value): \(path) in body must be of type \(wanted): \(actual)"))
    }
}
