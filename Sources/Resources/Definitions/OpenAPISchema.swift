public import Values

extension Schema {
    /// How metadata stands in a generated schema.
    public enum MetadataForm: Sendable, Equatable {
        /// As nothing but an object, which is all that a CustomResourceDefinition may say.
        case plain
        /// In full.
        case full
        /// As a reference, such as `#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta`.
        case reference(String)
    }

    /// The schema of a whole object in OpenAPI v3, with Kubernetes' extensions.
    public func openAPISchema(metadata: MetadataForm = .full) -> JSONValue {
        let whole = openAPIValue(at: "")
        guard var fields = whole.object, var properties = fields["properties"]?.object, properties["metadata"] != nil
        else { return whole }
        switch metadata {
        case .full: break
        case .plain: properties["metadata"] = ["type": "object"]
        case .reference(let target): properties["metadata"] = ["allOf": [["$ref": .string(target)]], "default": [:]]
        }
        fields["properties"] = .object(properties)
        return .object(fields)
    }

    /// The schema in OpenAPI v3, at a path that messages of rules name.
    func openAPIValue(at path: String) -> JSONValue {
        var fields = OrderedFields()
        if !description.isEmpty { fields["description"] = .string(description) }
        addKind(to: &fields, at: path)
        if let defaultValue { fields["default"] = defaultValue }
        if !enumeration.isEmpty { fields["enum"] = .array(enumeration) }
        if let format { fields["format"] = .string(format) }
        if let pattern { fields["pattern"] = .string(pattern) }
        if let minimum { fields["minimum"] = Self.number(minimum) }
        if let maximum { fields["maximum"] = Self.number(maximum) }
        addCount("minLength", minimumLength, to: &fields)
        addCount("maxLength", maximumLength, to: &fields)
        addCount("minItems", minimumItems, to: &fields)
        addCount("maxItems", maximumItems, to: &fields)
        if isNullable { fields["nullable"] = true }
        if isAtomic { fields["x-kubernetes-map-type"] = "atomic" }
        if isImmutable { fields["x-kubernetes-validations"] = Self.immutability(path) }
        return .object(fields)
    }

    private func addKind(to fields: inout OrderedFields, at path: String) {
        switch kind {
        case .string, .integer, .number, .boolean: fields["type"] = .string(openAPITypes)
        case .array(let element):
            fields["type"] = "array"
            fields["items"] = element.openAPIValue(at: "\(path)[]")
            addListType(to: &fields)
        case .object(let properties, let required, let keepsUnknown):
            fields["type"] = "object"
            var members = OrderedFields()
            for property in properties {
                members[property.name] = property.schema.openAPIValue(at: SchemaValidator.join(path, property.name))
            }
            if !members.isEmpty { fields["properties"] = .object(members) }
            if !required.isEmpty { fields["required"] = .array(required.sorted().map { .string($0) }) }
            if keepsUnknown { fields["x-kubernetes-preserve-unknown-fields"] = true }
        case .map(let element):
            fields["type"] = "object"
            fields["additionalProperties"] = element.openAPIValue(at: "\(path).*")
        case .integerOrString:
            fields["anyOf"] = [["type": "integer"], ["type": "string"]]
            fields["x-kubernetes-int-or-string"] = true
        case .any: fields["x-kubernetes-preserve-unknown-fields"] = true
        }
    }

    private func addListType(to fields: inout OrderedFields) {
        if !listKeys.isEmpty {
            fields["x-kubernetes-list-type"] = "map"
            fields["x-kubernetes-list-map-keys"] = .array(listKeys.map { .string($0) })
        } else if isSet {
            fields["x-kubernetes-list-type"] = "set"
        }
    }

    private func addCount(_ name: String, _ count: Int?, to fields: inout OrderedFields) {
        if let count { fields[name] = .integer(Int64(count)) }
    }

    private static func number(_ number: Double) -> JSONValue {
        Int64(exactly: number).map { .integer($0) } ?? .double(number)
    }

    /// The rule of the Common Expression Language for a reference that stays once it is set.
    private static func immutability(_ path: String) -> JSONValue {
        [
            [
                "message": .string("\(path) is immutable"),
                "rule": "!has(oldSelf.name) || oldSelf.name == '' || self == oldSelf",
            ]
        ]
    }
}
