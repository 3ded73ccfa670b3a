@testable import ControlPlane
import Files
import Glibc
import Testing

@Suite("Access")
struct AccessTests {
    private static let editor = User(name: "e", groups: [], uid: "1", role: .editor, namespace: "a")
    private static let viewer = User(name: "v", groups: [], uid: "2", role: .viewer, namespace: "a")
    private static let admin = User(name: "r", groups: [], uid: "3", role: .admin, namespace: nil)

    struct Question: Sendable {
        var verb: String
        var plural: String
        var namespace: String?
        var name: String?
        var admin = true
        var editor: Bool
        var viewer: Bool
    }

    @Test(
        "each role may do what it is for",
        arguments: [
            Question(verb: "list", plural: "plans", namespace: "a", editor: true, viewer: true),
            Question(verb: "watch", plural: "plans", namespace: "a", editor: true, viewer: true),
            Question(verb: "create", plural: "plans", namespace: "a", editor: true, viewer: false),
            Question(verb: "deletecollection", plural: "plans", namespace: "a", editor: true, viewer: false),
            Question(verb: "get", plural: "secrets", namespace: "a", name: "s", editor: true, viewer: false),
            Question(verb: "list", plural: "plans", namespace: "b", editor: false, viewer: false),
            Question(verb: "list", plural: "plans", namespace: nil, editor: false, viewer: false),
            Question(verb: "get", plural: "namespaces", namespace: "a", name: "a", editor: true, viewer: true),
            Question(verb: "get", plural: "namespaces", namespace: "b", name: "b", editor: false, viewer: false),
            Question(verb: "delete", plural: "namespaces", namespace: "a", name: "a", editor: false, viewer: false),
            Question(verb: "list", plural: "namespaces", namespace: nil, editor: false, viewer: false),
        ])
    func matrix(_ question: Question) {
        func may(_ user: User) -> Bool {
            user.may(
                question.verb, question.plural, group: "", namespace: question.namespace, name: question.name)
        }
        #expect(may(Self.admin) == question.admin)
        #expect(may(Self.editor) == question.editor)
        #expect(may(Self.viewer) == question.viewer)
    }

    @Test("a token is known by its hash alone, to its owner's eyes only, and until it expires")
    func tokens() async throws {
        try await withTemporaryFolder { folder in
            let file = TokenFile(dataFolder: folder)
            let token = try file.create(user: "anna", role: .editor, namespace: "a", lifetimeSeconds: 60)
            let user = try #require(try file.user(of: token))
            #expect(user.name == "anna" && user.role == .editor && user.namespace == "a")
            #expect(try file.user(of: String(token.dropLast()) + "_") == nil)
            #expect(try file.user(of: token + "x") == nil)
            #expect(try file.user(of: "") == nil)
            let text = String(decoding: try Files.read("\(folder)/tokens.json"), as: UTF8.self)
            let secret = try #require(token.split(separator: "_").last)
            #expect(!text.contains(secret))
            var status = stat()
            #expect(stat("\(folder)/tokens.json", &status) == 0 && status.st_mode & 0o777 == 0o600)
            let past = try file.create(user: "b", role: .viewer, namespace: "a", lifetimeSeconds: -1)
            #expect(try file.user(of: past) == nil)
            let other = try TokenFile(dataFolder: folder).create(
                user: "c", role: .admin, namespace: nil, lifetimeSeconds: nil)
            #expect(try file.user(of: other)?.role == .admin)
            #expect(throws: TokenError.namespaceMismatch(.admin)) {
                try file.create(user: "d", role: .admin, namespace: "a", lifetimeSeconds: nil)
            }
        }
    }
}
