public import Failures

/// Why an appliance can't be read, or must not be.
public enum OVFError: NamedError, Equatable {
    /// The path can't be opened at all.
    case unreadable(path: String, reason: String)
    /// There is no descriptor.
    case noDescriptor(path: String)
    /// There are several descriptors.
    case severalDescriptors(path: String, names: [String])
    /// The descriptor is well-formed XML but no OVF that makes sense.
    case malformed(descriptor: String, line: Int, reason: String)
    /// A file that the descriptor or the manifest names isn't there.
    case missingFile(name: String, namedBy: String)
    /// Two file references or members have one name or identifier.
    case duplicate(what: String, name: String)
    /// A reference leads out of the appliance's folder.
    case unsafePath(reference: String)
    /// A reference is a URL.
    case remoteReference(reference: String)
    /// A file hasn't the size that the descriptor states.
    case fileSize(name: String, statedBytes: Int64, foundBytes: Int64)
    /// A file reference is compressed in a way that isn't read.
    case compression(name: String, method: String)
    /// A disk is only a layer.
    case deltaDisk(disk: String, parent: String)
    /// A unit or quantity can't be understood.
    case quantity(text: String, unit: String, line: Int)
    /// A number is below zero or larger than can be.
    case beyondLimit(text: String, limit: String, line: Int)
    /// A manifest's line can't be understood.
    case manifestLine(manifest: String, line: Int, text: String)
    /// A manifest uses a digest that isn't known.
    case manifestAlgorithm(manifest: String, algorithm: String)
    /// A manifest has two digests for one file.
    case manifestDuplicate(manifest: String, file: String)

    /// The error in words.
    public var failure: Failure {
        switch self {
        case .unreadable, .noDescriptor, .severalDescriptors, .malformed, .quantity, .beyondLimit: descriptorFailure
        case .manifestLine, .manifestAlgorithm, .manifestDuplicate: manifestFailure
        case .missingFile, .duplicate, .unsafePath, .remoteReference, .fileSize, .compression, .deltaDisk: fileFailure
        }
    }
}

extension OVFError {
    private var descriptorFailure: Failure {
        switch self {
        case .unreadable(let path, let reason):
            Failure(
                "appliance.unreadable", .source, what: "The appliance \(path) can't be read.",
                why: "\(reason).",
                remedy: "Check that it exists and that you may read it.")
        case .noDescriptor(let path):
            Failure(
                "appliance.descriptor.missing", .source, what: "\(path) has no OVF descriptor.",
                why: "No file in it ends in .ovf.",
                remedy: "Give an OVA, a folder with an .ovf file, or a disk image by its own name.")
        case .severalDescriptors(let path, let names):
            Failure(
                "appliance.descriptor.several", .source, what: "\(path) has several OVF descriptors.",
                why: "They are: \(names.joined(separator: ", ")).",
                remedy: "Give the one you mean by its path.")
        case .malformed(let descriptor, let line, let reason):
            Failure(
                "ovf.malformed", .source, what: "The descriptor \(descriptor) can't be understood.",
                why: "Line \(line): \(reason).",
                remedy: "Export the appliance again, or correct the descriptor (and remove its manifest).")
        case .quantity(let text, let unit, let line):
            Failure(
                "ovf.quantity", .source, what: "The descriptor states a quantity that can't be understood.",
                why: "Line \(line) says \"\(text)\" in units of \"\(unit)\".",
                remedy: "Correct the descriptor; \"byte * 2^20\" is the usual form of a unit.")
        case .beyondLimit(let text, let limit, let line):
            Failure(
                "ovf.limit", .source, what: "The descriptor states a number that can't be.",
                why: "Line \(line) says \"\(text)\"; it may be a whole number of up to \(limit).",
                remedy: "Correct the descriptor (and remove its manifest), or export the machine again.")
        default: unplacedFailure
        }
    }

    private var fileFailure: Failure {
        switch self {
        case .missingFile(let name, let namedBy):
            Failure(
                "appliance.file.missing", .source, what: "The appliance has no file \"\(name)\".",
                why: "\(namedBy) names it.",
                remedy: "Copy or download all of its files, and export it again if that doesn't help.")
        case .duplicate(let what, let name):
            Failure(
                "appliance.file.duplicate", .source, what: "The appliance has two of one name.",
                why: "The \(what) \"\(name)\" appears twice.",
                remedy: "Export it again, or correct the descriptor.")
        case .unsafePath(let reference):
            Failure(
                "appliance.path.unsafe", .source, what: "The appliance refers to a file outside its folder.",
                why: "\"\(reference)\" is an absolute path, or leads out of it by itself or as a link.",
                remedy:
                    "Don't use it unless you trust its origin; put the file beside the descriptor and name it plainly.")
        case .remoteReference(let reference):
            Failure(
                "appliance.reference.url", .source, what: "The appliance refers to a file elsewhere.",
                why: "\"\(reference)\" is a URL, and nothing is fetched on a descriptor's word.",
                remedy: "Download the file, put it beside the descriptor, and name it in the file reference.")
        case .fileSize(let name, let stated, let found):
            Failure(
                "appliance.file.size", .source, what: "\(name) hasn't the size that the descriptor states.",
                why: "It should have \(stated) bytes and has \(found).",
                remedy: "Copy or download the appliance again.")
        case .compression(let name, let method):
            Failure(
                "appliance.file.compression", .source, what: "\(name) is compressed in a way that is not read.",
                why: "The descriptor says \"\(method)\"; gzip and none are read.",
                remedy: "Unpack it, and correct the descriptor.")
        case .deltaDisk(let disk, let parent):
            Failure(
                "ovf.disk.delta", .source, what: "The disk \(disk) is only a layer.",
                why: "It holds changes to the disk \(parent).",
                remedy: "Remove the machine's snapshots, and export it again.")
        default: unplacedFailure
        }
    }

    private var manifestFailure: Failure {
        let again = "Export the appliance again, or remove the manifest if you trust the files."
        return switch self {
        case .manifestLine(let manifest, let line, let text):
            Failure(
                "appliance.manifest.malformed", .source, what: "The manifest \(manifest) can't be understood.",
                why: "Line \(line) is \"\(text)\", and should be like SHA256(file)= digest.",
                remedy: again)
        case .manifestAlgorithm(let manifest, let algorithm):
            Failure(
                "appliance.manifest.algorithm", .source,
                what: "The manifest \(manifest) uses a digest that is not known.",
                why: "It is \"\(algorithm)\"; SHA1, SHA256 and SHA512 are known.",
                remedy: again)
        case .manifestDuplicate(let manifest, let file):
            Failure(
                "appliance.manifest.duplicate", .source, what: "The manifest \(manifest) has two digests for one file.",
                why: "The file is \"\(file)\".",
                remedy: again)
        default: unplacedFailure
        }
    }

    /// An error that no group of texts has a word for: a defect, told as one.
    private var unplacedFailure: Failure {
        Failure(
            "internal.error-text", .internal, what: "An error has no words of its own.",
            why: "It is \(String(reflecting: self)).",
            remedy: "Report it, with the source if you may share it.")
    }
}
