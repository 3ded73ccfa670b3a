internal import HTTPServer
internal import ResourceStore
internal import Resources
internal import Values

/// Shows objects and lists of one type in the form that a client asked for.
struct ObjectAnswers: Sendable {
    let type: ResourceType
    let representation: Representation
    private let cells: TableCells
    private let inclusion: TableCells.Inclusion

    init(_ type: ResourceType, _ request: HTTPRequest) throws {
        self.type = type
        representation = try Representation.wanted(by: request)
        cells = TableCells(type)
        inclusion = TableCells.Inclusion(rawValue: request.parameter("includeObject") ?? "") ?? .metadata
    }

    func one(_ object: ResourceObject) -> JSONValue {
        switch representation {
        case .whole: object.value
        case .metadataOnly: PartialMetadata.of(object)
        case .table: table([object], version: object.resourceVersion)
        }
    }

    func list(_ list: ResourceList) -> JSONValue {
        switch representation {
        case .whole: whole(list)
        case .metadataOnly:
            [
                "kind": "PartialObjectMetadataList", "apiVersion": "meta.k8s.io/v1", "metadata": metadata(list),
                "items": .array(list.items.map(PartialMetadata.of)),
            ]
        case .table:
            [
                "kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": metadata(list),
                "columnDefinitions": cells.definitions,
                "rows": .array(list.items.map { cells.row($0, include: inclusion) }),
            ]
        }
    }

    /// The object of a watch event; the columns are described in the first only.
    func event(_ object: ResourceObject, isFirst: Bool) -> JSONValue {
        guard representation == .table else { return one(object) }
        return table([object], version: object.resourceVersion, withColumns: isFirst)
    }

    private func whole(_ list: ResourceList) -> JSONValue {
        [
            "kind": .string("\(type.kind)List"), "apiVersion": .string(type.id.apiVersion), "metadata": metadata(list),
            "items": .array(list.items.map(\.value)),
        ]
    }

    private func table(_ objects: [ResourceObject], version: String, withColumns: Bool = true) -> JSONValue {
        [
            "kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": ["resourceVersion": .string(version)],
            "columnDefinitions": withColumns ? cells.definitions : .null,
            "rows": .array(objects.map { cells.row($0, include: inclusion) }),
        ]
    }

    private func metadata(_ list: ResourceList) -> JSONValue {
        var metadata: JSONValue = ["resourceVersion": .string(list.resourceVersion)]
        if let continuation = list.continuation { metadata.setField("continue", .string(continuation)) }
        if let count = list.remainingCount { metadata.setField("remainingItemCount", .integer(Int64(count))) }
        return metadata
    }
}
