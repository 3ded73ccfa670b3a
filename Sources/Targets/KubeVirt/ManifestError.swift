public import Failures

/// What can be wrong with a manifest, ours or a user's.
public enum ManifestError: NamedError, Equatable {
    /// A claim has no size to ask for.
    case sizeUnknown(claim: String)
    /// There is no VirtualMachine in the text, or more than one.
    case machineCount(Int)
    /// A disk's volume refers to something that the text doesn't hold.
    case volumeWithoutFile(volume: String)
    /// The name of a local file leads elsewhere.
    case unsafeFileName(claim: String, fileName: String)

    /// What, why and what to do.
    public var failure: Failure {
        switch self {
        case .sizeUnknown(let claim):
            Failure(
                "manifest.size-unknown", .target, what: "The claim \(claim) can't be written yet.",
                why: "The size of its disk is not stated by the source, and is known only once the disk is copied.",
                remedy: "Migrate the VM without --dry-run; the manifest is written after the copy.")
        case .machineCount(let count):
            Failure(
                "manifest.machine-count", .source, what: "The manifest does not describe one VM.",
                why: "It holds \(count) VirtualMachine documents.",
                remedy: "Give the virtualmachine.yaml that a migration wrote.")
        case .volumeWithoutFile(let volume):
            Failure(
                "manifest.volume-without-file", .source, what: "The disk file of the volume \(volume) can't be found.",
                why: "No claim or DataVolume of the manifest has the annotation gantry.io/local-file for it.",
                remedy: "Keep the claims in the manifest together with the VirtualMachine.")
        case .unsafeFileName(let claim, let fileName):
            Failure(
                "manifest.unsafe-file-name", .source, what: "The claim \(claim) names a disk file that is refused.",
                why: "\"\(fileName)\" is not the name of a file beside the manifest.",
                remedy: "Correct the annotation gantry.io/local-file; it is a name without a folder.")
        }
    }
}
