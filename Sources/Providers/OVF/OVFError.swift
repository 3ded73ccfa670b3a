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
    /// A manifest's line can't be understood.
    case manifestLine(manifest: String, line: Int, text: String)
    /// A manifest uses a digest that isn't known.
    case manifestAlgorithm(manifest: String, algorithm: String)
    /// A manifest has two digests for one file.
    case manifestDuplicate(manifest: String, file: String)

    /// The error in words.
    public var failure: Failure {
        let words = self.words
        return Failure(words.id, .source, what: words.what, why: words.why, remedy: words.remedy)
    }

    private typealias Words = (id: String, what: String, why: String, remedy: String)

    private var words: Words {
        switch self {
        case .unreadable, .noDescriptor, .severalDescriptors, .malformed, .quantity: descriptorWords
        case .manifestLine, .manifestAlgorithm, .manifestDuplicate: manifestWords
        case .missingFile, .duplicate, .unsafePath, .remoteReference, .fileSize, .compression, .deltaDisk: fileWords
        }
    }
}

extension OVFError {
    private var descriptorWords: Words {
        switch self {
        case .unreadable(let path, let reason):
            (
                "appliance.unreadable", "The appliance \(path) can't be read.", "\(reason).",
                "Check that it exists and that you may read it."
            )
        case .noDescriptor(let path):
            (
                "appliance.descriptor.missing", "\(path) has no OVF descriptor.", "No file in it ends in .ovf.",
                "Give an OVA, a folder with an .ovf file, or a disk image by its own name."
            )
        case .severalDescriptors(let path, let names):
            (
                "appliance.descriptor.several", "\(path) has several OVF descriptors.",
                "They are: \(names.joined(separator: ", ")).", "Give the one you mean by its path."
            )
        case .malformed(let descriptor, let line, let reason):
            (
                "ovf.malformed", "The descriptor \(descriptor) can't be understood.", "Line \(line): \(reason).",
                "Export the appliance again, or correct the descriptor (and remove its manifest)."
            )
        case .quantity(let text, let unit, let line):
            (
                "ovf.quantity", "The descriptor states a quantity that can't be understood.",
                "Line \(line) says \"\(text)\" in units of \"\(unit)\".",
                "Correct the descriptor; \"byte * 2^20\" is the usual form of a unit."
            )
        default: ("ovf.malformed", "", "", "")
        }
    }

    private var fileWords: Words {
        switch self {
        case .missingFile(let name, let namedBy):
            (
                "appliance.file.missing", "The appliance has no file \"\(name)\".", "\(namedBy) names it.",
                "Copy or download all of its files, and export it again if that doesn't help."
            )
        case .duplicate(let what, let name):
            (
                "appliance.file.duplicate", "The appliance has two of one name.",
                "The \(what) \"\(name)\" appears twice.",
                "Export it again, or correct the descriptor."
            )
        case .unsafePath(let reference):
            (
                "appliance.path.unsafe", "The appliance refers to a file outside its folder.",
                "\"\(reference)\" is an absolute path or leads out of it.",
                "Don't use it unless you trust its origin; put the file beside the descriptor and name it plainly."
            )
        case .remoteReference(let reference):
            (
                "appliance.reference.url", "The appliance refers to a file elsewhere.",
                "\"\(reference)\" is a URL, and nothing is fetched on a descriptor's word.",
                "Download the file, put it beside the descriptor, and name it in the file reference."
            )
        case .fileSize(let name, let stated, let found):
            (
                "appliance.file.size", "\(name) hasn't the size that the descriptor states.",
                "It should have \(stated) bytes and has \(found).", "Copy or download the appliance again."
            )
        case .compression(let name, let method):
            (
                "appliance.file.compression", "\(name) is compressed in a way that is not read.",
                "The descriptor says \"\(method)\"; gzip and none are read.", "Unpack it, and correct the descriptor."
            )
        case .deltaDisk(let disk, let parent):
            (
                "ovf.disk.delta", "The disk \(disk) is only a layer.", "It holds changes to the disk \(parent).",
                "Remove the machine's snapshots, and export it again."
            )
        default: ("ovf.malformed", "", "", "")
        }
    }

    private var manifestWords: Words {
        let again = "Export the appliance again, or remove the manifest if you trust the files."
        return switch self {
        case .manifestLine(let manifest, let line, let text):
            (
                "appliance.manifest.malformed", "The manifest \(manifest) can't be understood.",
                "Line \(line) is \"\(text)\", and should be like SHA256(file)= digest.", again
            )
        case .manifestAlgorithm(let manifest, let algorithm):
            (
                "appliance.manifest.algorithm", "The manifest \(manifest) uses a digest that is not known.",
                "It is \"\(algorithm)\"; SHA1, SHA256 and SHA512 are known.", again
            )
        case .manifestDuplicate(let manifest, let file):
            (
                "appliance.manifest.duplicate", "The manifest \(manifest) has two digests for one file.",
                "The file is \"\(file)\".", again
            )
        default: ("appliance.manifest.malformed", "", "", "")
        }
    }
}
