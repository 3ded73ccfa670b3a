internal import ResourceStore
internal import Values

/// Objects in Kubernetes' protobuf envelope: the four bytes `k8s\0`, then runtime.Unknown.
///
/// Newer clients send the kinds that they are compiled with in this form only; these are the ones among them that a
/// person creates by kubectl's own commands.
enum ProtobufObject {
    private static let magic: [UInt8] = [0x6b, 0x38, 0x73, 0x00]

    static func decode(_ bytes: [UInt8]) throws -> JSONValue {
        do {
            return try unwrapped(bytes)
        } catch is ProtobufReader.Malformed {
            throw StoreError(.badRequest, "the object provided is unrecognized: its protobuf encoding is malformed")
        }
    }

    private static func unwrapped(_ bytes: [UInt8]) throws -> JSONValue {
        guard bytes.starts(with: magic) else { throw ProtobufReader.Malformed() }
        var (apiVersion, kind, content) = ("", "", ArraySlice<UInt8>())
        var reader = ProtobufReader(bytes.dropFirst(magic.count))
        while let (field, value) = try reader.next() {
            guard case .bytes(let bytes) = value else { throw ProtobufReader.Malformed() }
            switch field {
            case 1:
                let type = try ProtobufMessage([1: ("apiVersion", .text), 2: ("kind", .text)]).decode(bytes)
                apiVersion = type["apiVersion"]?.string ?? ""
                kind = type["kind"]?.string ?? ""
            case 2: content = bytes
            default: break
            }
        }
        if kind == "DeleteOptions" { return try deleteOptions.decode(content) }
        guard let message = messages["\(apiVersion)/\(kind)"] else {
            throw StoreError(
                .unsupportedMediaType,
                "\(kind) of \(apiVersion) is not read as protobuf here; send application/json, for example by "
                    + "`--dry-run=client -o yaml | kubectl apply -f -`")
        }
        var fields: JSONValue = ["apiVersion": .string(apiVersion), "kind": .string(kind)]
        for field in try message.decode(content).object ?? OrderedFields() { fields.setField(field.key, field.value) }
        return fields
    }

    private static let metadata = ProtobufMessage([
        1: ("name", .text), 2: ("generateName", .text), 3: ("namespace", .text), 5: ("uid", .text),
        6: ("resourceVersion", .text), 11: ("labels", .map(of: .text)), 12: ("annotations", .map(of: .text)),
        13: (
            "ownerReferences",
            .list(
                .message(
                    ProtobufMessage([
                        1: ("kind", .text), 3: ("name", .text), 4: ("uid", .text), 5: ("apiVersion", .text),
                        6: ("controller", .flag), 7: ("blockOwnerDeletion", .flag),
                    ])))
        ), 14: ("finalizers", .list(.text)),
    ])

    private static let attributes = ProtobufMessage([
        1: ("namespace", .text), 2: ("verb", .text), 3: ("group", .text), 4: ("version", .text),
        5: ("resource", .text), 6: ("subresource", .text), 7: ("name", .text),
    ])
    private static let path = ProtobufMessage([1: ("path", .text), 2: ("verb", .text)])

    private static let deleteOptions = ProtobufMessage([
        1: ("gracePeriodSeconds", .integer),
        2: ("preconditions", .message(ProtobufMessage([1: ("uid", .text), 2: ("resourceVersion", .text)]))),
        3: ("orphanDependents", .flag), 4: ("propagationPolicy", .text), 5: ("dryRun", .list(.text)),
    ])

    private static let messages: [String: ProtobufMessage] = [
        "v1/Namespace": object([2: ("spec", .message(ProtobufMessage([1: ("finalizers", .list(.text))])))]),
        "v1/Secret": object([
            2: ("data", .map(of: .bytes)), 3: ("type", .text), 4: ("stringData", .map(of: .text)),
            5: ("immutable", .flag),
        ]),
        "v1/ConfigMap": object([
            2: ("data", .map(of: .text)), 3: ("binaryData", .map(of: .bytes)), 4: ("immutable", .flag),
        ]),
        "authentication.k8s.io/v1/TokenRequest": object([
            2: (
                "spec", .message(ProtobufMessage([1: ("audiences", .list(.text)), 4: ("expirationSeconds", .integer)]))
            )
        ]),
        "authentication.k8s.io/v1/SelfSubjectReview": object([:]),
        "authentication.k8s.io/v1/TokenReview": object([
            2: ("spec", .message(ProtobufMessage([1: ("token", .text), 2: ("audiences", .list(.text))])))
        ]),
        "authorization.k8s.io/v1/SelfSubjectAccessReview": object([
            2: (
                "spec",
                .message(
                    ProtobufMessage([
                        1: ("resourceAttributes", .message(attributes)), 2: ("nonResourceAttributes", .message(path)),
                    ]))
            )
        ]),
        "authorization.k8s.io/v1/SelfSubjectRulesReview": object([
            2: ("spec", .message(ProtobufMessage([1: ("namespace", .text)])))
        ]),
        "authorization.k8s.io/v1/SubjectAccessReview": subjectReview,
        "authorization.k8s.io/v1/LocalSubjectAccessReview": subjectReview,
    ]

    private static let subjectReview = object([
        2: (
            "spec",
            .message(
                ProtobufMessage([
                    1: ("resourceAttributes", .message(attributes)), 2: ("nonResourceAttributes", .message(path)),
                    3: ("user", .text), 4: ("groups", .list(.text)), 6: ("uid", .text),
                ]))
        )
    ])

    private static func object(_ fields: [Int: (name: String, kind: ProtobufMessage.Kind)]) -> ProtobufMessage {
        ProtobufMessage(fields.merging([1: ("metadata", .message(metadata))]) { _, last in last })
    }
}
