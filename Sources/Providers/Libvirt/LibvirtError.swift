public import Failures

/// Why a libvirt domain can't be read, or can't be migrated from its description.
public enum LibvirtError: NamedError, Equatable {
    /// The document isn't a domain, or one that makes no sense.
    case malformed(path: String, line: Int, reason: String)
    /// A disk isn't a file.
    case diskKind(disk: String, kind: String)
    /// A disk's image isn't there.
    case missingImage(disk: String, path: String)
    /// A disk has a driver type that isn't read.
    case diskFormat(disk: String, type: String)
    /// Two disks have one target.
    case duplicateTarget(disk: String)

    /// The error in words.
    public var failure: Failure {
        switch self {
        case .malformed(let path, let line, let reason):
            Failure(
                "libvirt.malformed", .source, what: "The domain description \(path) can't be understood.",
                why: "Line \(line): \(reason).", remedy: "Write it again with \"virsh dumpxml --inactive NAME\".")
        case .diskKind(let disk, let kind):
            Failure(
                "libvirt.disk.kind", .source, what: "The disk \(disk) is not a file.",
                why: "The domain has it as \"\(kind)\", which is read on its own host only.",
                remedy: "Copy it into a file (\"qemu-img convert -O qcow2 SOURCE FILE\" there), and in the XML make "
                    + "the disk type='file' with that source.")
        case .missingImage(let disk, let path):
            Failure(
                "libvirt.disk.missing", .source, what: "The image of the disk \(disk) is not there.",
                why: "The domain says \(path), and no file can be opened under that name.",
                remedy:
                    "Copy the image there, or correct the source in the XML; a relative path starts at the XML's folder."
            )
        case .diskFormat(let disk, let type):
            Failure(
                "libvirt.disk.format", .source, what: "The disk \(disk) has a format that is not read.",
                why: "Its driver type is \"\(type)\".",
                remedy: "Convert it with \"qemu-img convert -O qcow2\", and correct the driver type in the XML.")
        case .duplicateTarget(let disk):
            Failure(
                "libvirt.disk.duplicate", .source, what: "Two disks of the domain are named \(disk).",
                why: "Each needs a target of its own.", remedy: "Correct the targets in the XML.")
        }
    }
}
