public import Failures

/// Why a disk image can't be read, or must not be.
public enum DiskFormatError: NamedError, Equatable {
    /// The image isn't of the format that its name or descriptor says.
    case mismatch(name: String, said: DiskFormat, found: DiskFormat?, origin: DiskFormatOrigin)
    /// The image is called raw but begins like another format.
    case rawLooksLike(name: String, found: DiskFormat, origin: DiskFormatOrigin)
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
        switch self {
        case .mismatch, .rawLooksLike, .unsupported, .capacityMismatch, .truncated, .malformed, .empty: generalFailure
        case .qcow2BackingFile, .qcow2DataFile, .qcow2Encrypted, .qcow2UnknownFeatures: qcow2Failure
        case .vmdkDelta, .vmdkUnsafeExtent, .vmdkMissingExtent, .vmdkType, .vmdkFalseSize: vmdkFailure
        case .differencing, .vhdxDirtyLog: virtualPCFailure
        }
    }
}

extension DiskFormatError {
    private var generalFailure: Failure {
        switch self {
        case .mismatch(let name, let said, let found, let origin):
            Failure(
                "disk.format.mismatch", .source, what: "\(name) is not a \(said.rawValue) image.",
                why: found.map { "Its first bytes are those of \($0.rawValue)." }
                    ?? "Its first bytes are not those of one.",
                remedy: Self.mending(origin, found))
        case .rawLooksLike(let name, let found, let origin):
            Failure(
                "disk.format.ambiguous", .source,
                what: "\(name) is called a raw disk but begins like \(found.rawValue).",
                why:
                    "Reading it as the wrong one gives a disk of rubbish, and a guest can write such a beginning itself.",
                remedy: Self.mending(origin, found))
        case .unsupported(let name, let reason):
            Failure(
                "disk.format.unsupported", .source, what: "\(name) can't be read.",
                why: "\(reason).",
                remedy: "Convert it with qemu-img convert first.")
        case .truncated(let name, let reason):
            Failure(
                "disk.truncated", .source, what: "The disk image \(name) is truncated.",
                why: "\(reason).",
                remedy: "Copy or export it again.")
        case .malformed(let name, let format, let reason):
            Failure(
                "disk.malformed", .source, what: "\(name) is not a sound \(format.rawValue) image.",
                why: "\(reason).",
                remedy: "Export it again; \"qemu-img check\" tests an image.")
        case .empty(let name):
            Failure(
                "disk.empty", .source, what: "The disk image \(name) is empty.",
                why: "It has no bytes at all.",
                remedy: "Copy or export it again.")
        case .capacityMismatch(let name, let image, let descriptor):
            Failure(
                "disk.capacity.mismatch", .source, what: "\(name) is not the disk that its descriptor states.",
                why: "The image has \(image) bytes, the descriptor says \(descriptor).",
                remedy: "Export the appliance again.")
        default: unplacedFailure
        }
    }

    /// What to do about an image that isn't what is said of it, where it is said.
    private static func mending(_ origin: DiskFormatOrigin, _ found: DiskFormat?) -> String {
        switch origin {
        case .user:
            "Say what it is with --input-format (\(found?.rawValue ?? "raw"), or raw if it really is the disk's bytes)."
        case .domain:
            "Say what it is in the XML, in the <driver> of the disk: type='\(found?.driver ?? "raw")', "
                + "or type='raw' if it really is the disk's bytes."
        case .appliance:
            "Export the appliance again, or correct the descriptor: the ovf:format of the Disk and the ending of the "
                + "file's name say what an image is."
        }
    }

    private var qcow2Failure: Failure {
        let flatten = "Flatten it on its own host: qemu-img convert -O qcow2 IMAGE FLAT.qcow2."
        return switch self {
        case .qcow2BackingFile(let name, let file):
            Failure(
                "qcow2.backing-file", .source, what: "\(name) is only a layer of a disk.",
                why:
                    "It is read over the backing file \"\(file)\", and other files are never opened on an image's word.",
                remedy: flatten)
        case .qcow2DataFile(let name):
            Failure(
                "qcow2.data-file", .source, what: "\(name) keeps its data in another file.",
                why: "Its header asks for an external data file, and other files are never opened on an image's word.",
                remedy: flatten)
        case .qcow2Encrypted(let name):
            Failure(
                "qcow2.encrypted", .source, what: "\(name) is encrypted.",
                why: "Its header names an encryption method.",
                remedy: flatten)
        case .qcow2UnknownFeatures(let name, let bits):
            Failure(
                "qcow2.features.unknown", .source, what: "\(name) needs features that are not known.",
                why: "Its incompatible-feature bits are 0x\(String(bits, radix: 16)).",
                remedy: flatten)
        default: unplacedFailure
        }
    }

    private var vmdkFailure: Failure {
        switch self {
        case .vmdkDelta(let name, let parent):
            Failure(
                "vmdk.delta", .source, what: "\(name) is only a layer of a disk.",
                why: "It holds changes to a parent (\(parent)).",
                remedy: "Remove the machine's snapshots, or clone it, and export that.")
        case .vmdkUnsafeExtent(let name, let extent):
            Failure(
                "vmdk.extent.unsafe", .source, what: "\(name) names a file outside its folder.",
                why:
                    "Its extent \"\(extent)\" is a path, or a link out of the folder; extents are files beside the descriptor.",
                remedy:
                    "Don't use this image unless you trust its origin; put the extents beside it and name them plainly."
            )
        case .vmdkMissingExtent(let name, let extent):
            Failure(
                "vmdk.extent.missing", .source, what: "\(name) lacks an extent.",
                why: "The file \"\(extent)\" is not beside it.",
                remedy: "Copy all files of the disk (such as NAME-flat.vmdk and NAME-s001.vmdk) into one folder.")
        case .vmdkType(let name, let type):
            Failure(
                "vmdk.type.unsupported", .source, what: "\(name) is a VMDK of a type that is not read.",
                why: "Its type is \"\(type)\".",
                remedy: "Convert it with qemu-img or vmware-vdiskmanager, or export the machine as OVF.")
        case .vmdkFalseSize(let name, let reason):
            Failure(
                "vmdk.size.false", .source, what: "\(name) lies about its size.",
                why: "\(reason).",
                remedy: "Export it again; don't use it unless you trust its origin.")
        default: unplacedFailure
        }
    }

    private var virtualPCFailure: Failure {
        switch self {
        case .differencing(let name, let format):
            Failure(
                "\(format.rawValue).differencing", .source, what: "\(name) is only a layer of a disk.",
                why: "It is a differencing image, which holds changes to a parent.",
                remedy: "Merge it on its own host (remove the snapshots), and export it again.")
        case .vhdxDirtyLog(let name):
            Failure(
                "vhdx.log.dirty", .source, what: "\(name) was not closed cleanly.",
                why: "Its log holds changes that must be replayed, and sources are never written to.",
                remedy: "Shut the machine down on its host, or run \"qemu-img check -r all\" on a copy.")
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
