/// Where in a document a coder is: a chain to the root, made into an array only for a message.
///
/// An array per nested value would be most of the work of coding a small struct.
final class CodingTrail: Sendable {
    private let parent: CodingTrail?
    private let step: Step

    enum Step: Sendable {
        case root
        case field(String)
        case element(Int)
    }

    static let root = CodingTrail(parent: nil, step: .root)

    private init(parent: CodingTrail?, step: Step) {
        self.parent = parent
        self.step = step
    }

    func field(_ name: String) -> CodingTrail { CodingTrail(parent: self, step: .field(name)) }

    func element(_ index: Int) -> CodingTrail { CodingTrail(parent: self, step: .element(index)) }

    var codingPath: [any CodingKey] {
        guard let parent else { return [] }
        return switch step {
        case .root: parent.codingPath
        case .field(let name): parent.codingPath + [DocumentKey(name)]
        case .element(let index): parent.codingPath + [DocumentKey(index)]
        }
    }

    var text: String { documentPath(codingPath) }
}

/// A key that is whatever the document has.
struct DocumentKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(_ name: String) {
        stringValue = name
        intValue = nil
    }

    init(_ index: Int) {
        stringValue = String(index)
        intValue = index
    }

    init?(stringValue: String) { self.init(stringValue) }

    init?(intValue: Int) { self.init(intValue) }
}

/// A coding path as people write it: `spec.disks[0].name`.
func documentPath(_ path: [any CodingKey]) -> String {
    var text = ""
    for key in path {
        if let index = key.intValue {
            text += "[\(index)]"
        } else {
            text += text.isEmpty ? key.stringValue : ".\(key.stringValue)"
        }
    }
    return text.isEmpty ? "the top" : text
}
