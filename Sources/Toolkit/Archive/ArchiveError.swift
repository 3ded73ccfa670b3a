public import Failures

/// Why an archive can't be read, or must not be.
public enum ArchiveError: NamedError, Equatable {
    /// The archive can't be opened or read at all.
    case unreadable(path: String, reason: String)
    /// What is in the file isn't a tar archive, or is a damaged one.
    case malformed(path: String, reason: String)
    /// A member's bytes, or a header, reach past the end of the file.
    case truncated(path: String, member: String, missingBytes: Int64)
    /// A member's name leads out of the folder: absolute, or with `..`.
    case unsafePath(path: String, member: String)
    /// A member is a link, a device or the like.
    case unsafeEntry(path: String, member: String, kind: String)
    /// A member is stored sparsely.
    case sparse(path: String, member: String)
    /// Two members have one name.
    case duplicate(path: String, member: String)
    /// There is no member of that name.
    case missing(path: String, member: String)
    /// A limit on the archive's structure is exceeded.
    case limit(path: String, reason: String)
    /// The archive unpacks to far more than it has.
    case bomb(path: String, ratio: Int64)

    /// The error in words.
    public var failure: Failure {
        switch self {
        case .unreadable(let path, let reason):
            Failure(
                "appliance.unreadable", .source, what: "The archive \(path) can't be read.", why: "\(reason).",
                remedy: "Check that the file exists and that you may read it.")
        case .malformed(let path, let reason):
            Failure(
                "appliance.malformed", .source, what: "\(path) is not a sound tar archive.", why: "\(reason).",
                remedy: "An OVA is a tar archive, perhaps compressed with gzip; export or download it again.")
        case .truncated(let path, let member, let missingBytes):
            Failure(
                "appliance.truncated", .source, what: "The archive \(path) is truncated.",
                why: "Its member \(member) lacks at least \(missingBytes) bytes at the end.",
                remedy: "Download or export the appliance again; compare the file's size with the original's.")
        case .unsafePath(let path, let member):
            Failure(
                "appliance.path.unsafe", .source, what: "The archive \(path) has a member with an unsafe name.",
                why: "\"\(member)\" is an absolute path or leads out of the appliance's folder.",
                remedy: "Don't use this appliance unless you trust its origin; pack its files anew under plain names.")
        default: structureFailure
        }
    }

    private var structureFailure: Failure {
        switch self {
        case .unsafeEntry(let path, let member, let kind):
            Failure(
                "appliance.entry.unsafe", .source, what: "The archive \(path) has a member that is not a file.",
                why: "\"\(member)\" is a \(kind); an appliance holds plain files only (DSP0243, section 6.4).",
                remedy: "Pack the appliance anew from plain files.")
        case .sparse(let path, let member):
            Failure(
                "appliance.entry.sparse", .source, what: "The archive \(path) has a sparse member.",
                why: "\"\(member)\" is stored with holes left out, so it can't be read in place.",
                remedy: "Unpack it and give the folder, or pack it anew without tar's --sparse option.")
        case .duplicate(let path, let member):
            Failure(
                "appliance.file.duplicate", .source, what: "The archive \(path) has two members of one name.",
                why: "\"\(member)\" appears twice, so it is not clear which is meant.",
                remedy: "Pack the appliance anew with each file once.")
        case .missing(let path, let member):
            Failure(
                "appliance.member.missing", .source, what: "The archive \(path) has no member \"\(member)\".",
                why: "It is gone since the archive was listed.",
                remedy: "Check that nothing changes the file, and try again.")
        case .limit(let path, let reason):
            Failure(
                "appliance.limit", .source, what: "The archive \(path) exceeds a limit.", why: "\(reason).",
                remedy: "Unpack the archive and give the folder, if you trust its origin.")
        case .bomb(let path, let ratio):
            Failure(
                "appliance.compression.bomb", .source, what: "The archive \(path) unpacks to far more than it has.",
                why: "It is compressed by more than \(ratio):1, which no real appliance reaches.",
                remedy: "If you trust its origin, unpack it with gunzip and give the unpacked file.")
        default:
            Failure("appliance.malformed", .source, what: "The archive is malformed.", why: "", remedy: "")
        }
    }
}
