public import Failures

/// Why a disk image can't be read, or must not be.
public enum DiskFormatError: NamedError, Equatable {
    /// The image isn't of the format that its name or descriptor says.
    case mismatch(name: String, said: DiskFormat, found: DiskFormat?)
    /// The image is called raw but begins like another format.
    case rawLooksLike(name: String, found: DiskFormat)
    /// The format is understood in part only; the reason says what is not.
    case unsupported(name: String, reason: String)
    /// The image lacks bytes at its end.
    case truncated(name: String, reason: String)
    /// A field of the image's headers is impossible.
    case malformed(name: String, format: DiskFormat, reason: String)
    /// There is not one byte.
    case empty(name: String)
    /// A qcow2 image that needs another file below it.
    case qcow2BackingFile(name: String, file: String)
    /// A qcow2 image that keeps its data in another file.
    case qcow2DataFile(name: String)
    /// A qcow2 image that is encrypted.
    case qcow2Encrypted(name: String)
    /// A qcow2 image that needs features nobody here knows.
    case qcow2UnknownFeatures(name: String, bits: UInt64)
    /// A VMDK that holds only changes to a parent.
    case vmdkDelta(name: String, parent: String)
    /// A VMDK whose extent is named by a path.
    case vmdkUnsafeExtent(name: String, extent: String)
    /// A VMDK whose extent isn't there.
    case vmdkMissingExtent(name: String, extent: String)
    /// A VMDK of a type that isn't read.
    case vmdkType(name: String, type: String)
    /// A VMDK whose headers or descriptor lie about its size.
    case vmdkFalseSize(name: String, reason: String)
    /// A VHD, VHDX or VDI that holds only changes to a parent.
    case differencing(name: String, format: DiskFormat)
    /// A VHDX whose log must be replayed first.
    case vhdxDirtyLog(name: String)
    /// The image's own size isn't the one that the descriptor states.
    case capacityMismatch(name: String, imageBytes: Int64, descriptorBytes: Int64)

    /// The error in words.
    public var failure: Failure {
        let words = self.words
        return Failure(words.id, .source, what: words.what, why: words.why, remedy: words.remedy)
    }

    private typealias Words = (id: String, what: String, why: String, remedy: String)

    private var words: Words {
        switch self {
        case .mismatch, .rawLooksLike, .unsupported, .capacityMismatch, .truncated, .malformed, .empty: generalWords
        case .qcow2BackingFile, .qcow2DataFile, .qcow2Encrypted, .qcow2UnknownFeatures: qcow2Words
        case .vmdkDelta, .vmdkUnsafeExtent, .vmdkMissingExtent, .vmdkType, .vmdkFalseSize: vmdkWords
        case .differencing, .vhdxDirtyLog: virtualPCWords
        }
    }
}

extension DiskFormatError {
    private var generalWords: Words {
        switch self {
        case .mismatch(let name, let said, let found):
            (
                "disk.format.mismatch", "\(name) is not a \(said.rawValue) image.",
                found.map { "Its first bytes are those of \($0.rawValue)." } ?? "Its first bytes are not those of one.",
                "Say what it is with --input-format, or export it again."
            )
        case .rawLooksLike(let name, let found):
            (
                "disk.format.ambiguous", "\(name) is called a raw disk but begins like \(found.rawValue).",
                "Reading it as the wrong one gives a disk of rubbish, and a guest can write such a beginning itself.",
                "Say what it is: --input-format \(found.rawValue), or --input-format raw if it really is the disk's bytes."
            )
        case .unsupported(let name, let reason):
            (
                "disk.format.unsupported", "\(name) can't be read.", "\(reason).",
                "Convert it with qemu-img convert first."
            )
        case .truncated(let name, let reason):
            ("disk.truncated", "The disk image \(name) is truncated.", "\(reason).", "Copy or export it again.")
        case .malformed(let name, let format, let reason):
            (
                "disk.malformed", "\(name) is not a sound \(format.rawValue) image.", "\(reason).",
                "Export it again; \"qemu-img check\" tests an image."
            )
        case .empty(let name):
            ("disk.empty", "The disk image \(name) is empty.", "It has no bytes at all.", "Copy or export it again.")
        case .capacityMismatch(let name, let image, let descriptor):
            (
                "disk.capacity.mismatch", "\(name) is not the disk that its descriptor states.",
                "The image has \(image) bytes, the descriptor says \(descriptor).", "Export the appliance again."
            )
        default: ("disk.malformed", "", "", "")
        }
    }

    private var qcow2Words: Words {
        let flatten = "Flatten it on its own host: qemu-img convert -O qcow2 IMAGE FLAT.qcow2."
        return switch self {
        case .qcow2BackingFile(let name, let file):
            (
                "qcow2.backing-file", "\(name) is only a layer of a disk.",
                "It is read over the backing file \"\(file)\", and other files are never opened on an image's word.",
                flatten
            )
        case .qcow2DataFile(let name):
            (
                "qcow2.data-file", "\(name) keeps its data in another file.",
                "Its header asks for an external data file, and other files are never opened on an image's word.",
                flatten
            )
        case .qcow2Encrypted(let name):
            ("qcow2.encrypted", "\(name) is encrypted.", "Its header names an encryption method.", flatten)
        case .qcow2UnknownFeatures(let name, let bits):
            (
                "qcow2.features.unknown", "\(name) needs features that are not known.",
                "Its incompatible-feature bits are 0x\(String(bits, radix: 16)).", flatten
            )
        default: ("disk.malformed", "", "", "")
        }
    }

    private var vmdkWords: Words {
        switch self {
        case .vmdkDelta(let name, let parent):
            (
                "vmdk.delta", "\(name) is only a layer of a disk.", "It holds changes to a parent (\(parent)).",
                "Remove the machine's snapshots, or clone it, and export that."
            )
        case .vmdkUnsafeExtent(let name, let extent):
            (
                "vmdk.extent.unsafe", "\(name) names a file outside its folder.",
                "Its extent \"\(extent)\" is a path; extents are files beside the descriptor.",
                "Don't use this image unless you trust its origin; put the extents beside it and name them plainly."
            )
        case .vmdkMissingExtent(let name, let extent):
            (
                "vmdk.extent.missing", "\(name) lacks an extent.", "The file \"\(extent)\" is not beside it.",
                "Copy all files of the disk (such as NAME-flat.vmdk and NAME-s001.vmdk) into one folder."
            )
        case .vmdkType(let name, let type):
            (
                "vmdk.type.unsupported", "\(name) is a VMDK of a type that is not read.", "Its type is \"\(type)\".",
                "Convert it with qemu-img or vmware-vdiskmanager, or export the machine as OVF."
            )
        case .vmdkFalseSize(let name, let reason):
            (
                "vmdk.size.false", "\(name) lies about its size.", "\(reason).",
                "Export it again; don't use it unless you trust its origin."
            )
        default: ("disk.malformed", "", "", "")
        }
    }

    private var virtualPCWords: Words {
        switch self {
        case .differencing(let name, let format):
            (
                "\(format.rawValue).differencing", "\(name) is only a layer of a disk.",
                "It is a differencing image, which holds changes to a parent.",
                "Merge it on its own host (remove the snapshots), and export it again."
            )
        case .vhdxDirtyLog(let name):
            (
                "vhdx.log.dirty", "\(name) was not closed cleanly.",
                "Its log holds changes that must be replayed, and sources are never written to.",
                "Shut the machine down on its host, or run \"qemu-img check -r all\" on a copy."
            )
        default: ("disk.malformed", "", "", "")
        }
    }
}
