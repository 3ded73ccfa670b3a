internal import Values

/// A field in the making: a property, and whether it has to be there.
struct Field {
    var property: Schema.Property
    var isRequired: Bool

    static func required(_ name: String, _ schema: Schema) -> Field {
        Field(property: .init(name, schema), isRequired: true)
    }

    static func optional(_ name: String, _ schema: Schema) -> Field {
        Field(property: .init(name, schema), isRequired: false)
    }
}

/// Collects the fields of an object, one on a line; groups of fields that several objects share are lines too.
@resultBuilder
enum FieldBuilder {
    static func buildExpression(_ field: Field) -> [Field] { [field] }
    static func buildExpression(_ fields: [Field]) -> [Field] { fields }
    static func buildBlock(_ groups: [Field]...) -> [Field] { groups.flatMap(\.self) }
}

/// Makes fields that several objects share.
func fields(@FieldBuilder _ content: () -> [Field]) -> [Field] { content() }

extension Schema {
    static func text(
        _ description: String = "", oneOf values: [String] = [], pattern: String? = nil, format: String? = nil,
        default defaultValue: String? = nil
    ) -> Schema {
        var schema = Schema(.string, description)
        schema.enumeration = values.map { .string($0) }
        schema.pattern = pattern
        schema.format = format
        schema.defaultValue = defaultValue.map { .string($0) }
        return schema
    }

    static func timestamp(_ description: String = "") -> Schema { text(description, format: "date-time") }

    static func integer(
        _ description: String = "", format: String? = nil, minimum: Double? = nil, default defaultValue: Int64? = nil
    ) -> Schema {
        var schema = Schema(.integer, description)
        schema.format = format
        schema.minimum = minimum
        schema.defaultValue = defaultValue.map { .integer($0) }
        return schema
    }

    static func flag(_ description: String = "", default defaultValue: Bool? = nil) -> Schema {
        var schema = Schema(.boolean, description)
        schema.defaultValue = defaultValue.map { .bool($0) }
        return schema
    }

    static func list(_ description: String = "", of element: Schema, keys: [String] = []) -> Schema {
        var schema = Schema(.array(of: element), description)
        schema.listKeys = keys
        return schema
    }

    static func map(_ description: String = "", of value: Schema = .text()) -> Schema {
        Schema(.map(of: value), description)
    }

    static func anything(_ description: String = "") -> Schema { Schema(.any, description) }

    /// An object of which we know some fields, or none, and keep the others.
    static func open(_ description: String = "", @FieldBuilder _ content: () -> [Field] = { [] }) -> Schema {
        object(description, keepsUnknown: true, content)
    }

    static func object(
        _ description: String = "", keepsUnknown: Bool = false, @FieldBuilder _ content: () -> [Field]
    ) -> Schema {
        let fields = content()
        return Schema(
            .object(
                fields.map(\.property), required: fields.filter(\.isRequired).map(\.property.name),
                keepsUnknown: keepsUnknown), description)
    }

    /// The same, changed: for what few fields have.
    func with(_ change: (inout Schema) -> Void) -> Schema {
        var copy = self
        change(&copy)
        return copy
    }
}
