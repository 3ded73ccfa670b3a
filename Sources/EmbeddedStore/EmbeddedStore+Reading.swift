public import ResourceStore
public import Resources

extension EmbeddedStore {
    /// Reads one object.
    public func get(_ reference: ResourceReference) async throws -> ResourceObject {
        let number = try types.number(reference.type)
        let namespace = types.all[number].isNamespaced ? reference.namespace : nil
        let id = ObjectID(type: number, key: ObjectID.key(namespace, reference.name))
        guard let found = shared.read({ $0.object(id) }) else {
            throw StoreError.notFound(reference.type, reference.name)
        }
        return found.object
    }

    /// Lists the objects of a type.
    public func list(
        _ type: ResourceTypeID, in namespace: String?, _ options: ListOptions
    ) async throws -> ResourceList {
        let number = try types.number(type)
        try options.fieldSelector.check(for: type)
        let scope = types.all[number].isNamespaced ? namespace : nil
        let page = try PageToken(options.continuation)
        let (objects, version) = try snapshot(number, scope, page, options.resourceVersion)
        let interest = Interest(namespace: nil, labels: options.labelSelector, fields: options.fieldSelector)
        let isFiltered = !options.labelSelector.requirements.isEmpty || !options.fieldSelector.requirements.isEmpty
        var wanted = isFiltered ? objects.filter(interest.includes) : objects
        if let page { wanted.removeAll { $0.key <= page.lastKey } }
        guard let limit = options.limit, limit > 0, wanted.count > limit else {
            return ResourceList(items: wanted.map(\.object), resourceVersion: String(version))
        }
        let token = PageToken(version: version, lastKey: wanted[limit - 1].key)
        return ResourceList(
            items: wanted[..<limit].map(\.object), resourceVersion: String(version), continuation: token.text,
            remainingCount: isFiltered ? nil : wanted.count - limit)
    }

    private func snapshot(
        _ type: Int, _ namespace: String?, _ page: PageToken?, _ asked: String?
    ) throws -> ([StoredObject], Int64) {
        let asked = try page == nil ? Self.version(asked) : nil
        return try shared.read { state in
            if let asked, asked > state.version { throw StoreError.tooNew(asked, current: state.version) }
            let version = page?.version ?? state.version
            guard version <= state.version else {
                throw StoreError(.badRequest, "continue key is not valid: it is from the future")
            }
            return (try state.objects(type, namespace, at: version), version)
        }
    }

    static func version(_ text: String?) throws(StoreError) -> Int64? {
        guard let text, !text.isEmpty, text != "0" else { return nil }
        guard let version = Int64(text), version >= 0 else {
            throw StoreError(
                .invalid,
                "resourceVersion: Invalid value: \"\(text)\": strconv.ParseUint: parsing \"\(text)\": invalid syntax",
                causes: [.invalid("resourceVersion", "\"\(text)\"", "must be a number")])
        }
        return version
    }
}

/// Where a page of a list ended: the version of the list, and the last key.
struct PageToken {
    var version: Int64
    var lastKey: String

    init(version: Int64, lastKey: String) {
        self.version = version
        self.lastKey = lastKey
    }

    init?(_ text: String?) throws(StoreError) {
        guard let text, !text.isEmpty else { return nil }
        let parts = text.split(separator: ".")
        guard parts.count == 2, let version = Int64(parts[0]), let key = Self.unhex(parts[1]) else {
            throw StoreError(.badRequest, "continue key is not valid: it can't be decoded")
        }
        self.version = version
        lastKey = key
    }

    var text: String {
        "\(version)." + lastKey.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    private static func unhex(_ text: Substring) -> String? {
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == text.count, digits.count.isMultiple(of: 2) else { return nil }
        let bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
        return String(bytes: bytes)
    }
}

extension String {
    fileprivate init?(bytes: [UInt8]) { self.init(validating: bytes, as: UTF8.self) }
}
