@testable import ControlPlane
import ResourceStore
import Testing
import Values

/// Bodies as kubectl 1.32 and 1.36 send them.
@Suite("Protobuf")
struct ProtobufTests {
    private static let magic: [UInt8] = [0x6b, 0x38, 0x73, 0]

    private static func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        [number << 3 | 2, UInt8(bytes.count)] + bytes
    }

    private static func text(_ number: UInt8, _ text: String) -> [UInt8] { field(number, Array(text.utf8)) }

    private static func envelope(_ apiVersion: String, _ kind: String, _ raw: [UInt8]) -> [UInt8] {
        magic + field(1, text(1, apiVersion) + text(2, kind)) + field(2, raw) + text(3, "") + text(4, "")
    }

    /// `kubectl create ns wns`: empty metadata texts, a zero generation and an empty time are sent, too.
    private static let namespace: [UInt8] = envelope(
        "v1", "Namespace",
        field(
            1,
            text(1, "wns") + text(2, "") + text(3, "") + text(4, "") + text(5, "") + text(6, "") + [0x38, 0]
                + field(8, [])) + field(2, []) + field(3, text(1, "")))

    @Test("a namespace is read")
    func readsNamespace() throws {
        #expect(
            try ProtobufObject.decode(Self.namespace)
                == ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "wns"]])
    }

    @Test("a secret's bytes come as base64, a map entry each")
    func readsSecret() throws {
        let entries = [("a", "eins"), ("b", "zwei")].flatMap { Self.field(2, Self.text(1, $0.0) + Self.text(2, $0.1)) }
        let raw = Self.field(1, Self.text(1, "s")) + entries + Self.text(3, "Opaque")
        #expect(
            try ProtobufObject.decode(Self.envelope("v1", "Secret", raw)) == [
                "apiVersion": "v1", "kind": "Secret", "metadata": ["name": "s"],
                "data": ["a": "ZWlucw==", "b": "endlaQ=="], "type": "Opaque",
            ])
    }

    @Test("a question about access is read")
    func readsReview() throws {
        let attributes = Self.text(1, "default") + Self.text(2, "create") + Self.text(5, "plans")
        let raw = Self.field(1, []) + Self.field(2, Self.field(1, attributes))
        let object = try ProtobufObject.decode(
            Self.envelope("authorization.k8s.io/v1", "SelfSubjectAccessReview", raw))
        #expect(
            object["spec"] == ["resourceAttributes": ["namespace": "default", "verb": "create", "resource": "plans"]])
    }

    @Test("another kind is refused with advice")
    func refusesOthers() {
        #expect(throws: StoreError.self) { try ProtobufObject.decode(Self.envelope("v1", "Pod", [])) }
    }

    @Test("whatever is cut off or changed is read or refused, never a crash")
    func survives() {
        for end in 0..<Self.namespace.count { _ = try? ProtobufObject.decode(Array(Self.namespace.prefix(end))) }
        for index in Self.namespace.indices {
            for byte in [UInt8](arrayLiteral: 0, 0x7f, 0x80, 0xff) {
                var changed = Self.namespace
                changed[index] = byte
                _ = try? ProtobufObject.decode(changed)
            }
        }
        #expect(throws: StoreError.self) { try ProtobufObject.decode(Array(Self.namespace.prefix(9))) }
    }
}
