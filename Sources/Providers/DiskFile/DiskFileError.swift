public import Failures

/// Why disk images can't make a machine.
public enum DiskFileError: NamedError, Equatable {
    /// There is no image at all.
    case none
    /// One image is given twice.
    case twice(path: String)
    /// The file's name doesn't say what format it has.
    case unknownEnding(path: String)

    /// The error in words.
    public var failure: Failure {
        switch self {
        case .none:
            Failure(
                "disk.none", .usage, what: "No disk image is given.", why: "A machine needs one disk at least.",
                remedy: "Name the image files, the boot disk first.")
        case .twice(let path):
            Failure(
                "disk.twice", .usage, what: "The image \(path) is given twice.",
                why: "Every disk of a machine is an image of its own.", remedy: "Name each image once.")
        case .unknownEnding(let path):
            Failure(
                "disk.format.unknown", .source, what: "It is not clear what format \(path) has.",
                why: "Its name doesn't end in .raw, .img, .qcow2, .vmdk, .vhd, .vhdx or .vdi.",
                remedy: "Say it with --input-format.")
        }
    }
}
