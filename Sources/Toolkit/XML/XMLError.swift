public import Failures

/// Why a document can't be read, or must not be.
public enum XMLError: NamedError, Equatable {
    /// It isn't well-formed.
    case malformed(document: String, line: Int, reason: String)
    /// It declares or uses an entity, or a document type, that lies outside.
    case externalEntity(document: String, line: Int, name: String)
    /// It declares entities of its own, which can expand without bound.
    case entityExpansion(document: String, line: Int, name: String)
    /// It has a document type declaration, though without entities.
    case documentType(document: String, line: Int)
    /// A limit on its size or structure is exceeded.
    case limit(document: String, line: Int, reason: String)

    /// The error in words.
    public var failure: Failure {
        switch self {
        case .malformed(let document, let line, let reason):
            Failure(
                "xml.malformed", .source, what: "\(document) is not well-formed XML.", why: "Line \(line): \(reason).",
                remedy: "Export it again; \"xmllint --noout\" shows every fault of a file.")
        case .externalEntity(let document, let line, let name):
            Failure(
                "xml.entity.external", .source, what: "\(document) refers to something outside itself.",
                why: "Line \(line) declares the external entity \"\(name)\", through which a document can read files "
                    + "of this machine.",
                remedy: "Don't use this file unless you trust its origin; remove its DOCTYPE.")
        case .entityExpansion(let document, let line, let name):
            Failure(
                "xml.entity.expansion", .source, what: "\(document) declares entities of its own.",
                why: "Line \(line) declares the entity \"\(name)\", through which a small document can grow without "
                    + "bound.",
                remedy: "Don't use this file unless you trust its origin; remove its DOCTYPE.")
        case .documentType(let document, let line):
            Failure(
                "xml.doctype", .source, what: "\(document) has a document type declaration.",
                why: "Line \(line) has a DOCTYPE, which no descriptor of a virtual machine needs.",
                remedy: "Remove the DOCTYPE, if you trust the file's origin.")
        case .limit(let document, let line, let reason):
            Failure(
                "xml.limit", .source, what: "\(document) exceeds a limit.", why: "Line \(line): \(reason).",
                remedy: "Descriptors of virtual machines are far smaller; check that it is the right file.")
        }
    }
}
