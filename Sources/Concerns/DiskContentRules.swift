internal import ByteStreams
internal import DiskFormats
internal import Inventory

extension ConcernCatalog {
    /// Rules on the images of disks.
    static let diskContentRules: [ConcernRule] = [
        .disk(
            "disk.empty", .information, "Disk without content",
            why: "The description has a disk and no file for it: a new disk, or an export that left it out.",
            remedy: "Nothing needs to be done if it is new: it is created empty. Else export the machine again.",
            what: { disk, _ in disk.content == nil ? "The disk has no content and will be created empty." : nil }),
        ConcernRule(
            "disk.same-image", .warning, "Two disks of one image",
            why: "Each disk gets a copy of its own: what the guest writes to one is not on the other, and a system "
                + "that finds the same volumes twice may mount the wrong ones.",
            remedy: "Correct the description if it names the wrong image; else remove one of the disks."
        ) { machine, _ in
            machine.disks.enumerated().compactMap { index, disk in
                guard let bytes = disk.content?.bytes,
                    let other = machine.disks[..<index].first(where: { $0.content?.bytes.parts == bytes.parts })
                else { return nil }
                return .init(subject: disk.label, what: "The disk has the same image as \(other.label): \(bytes.name).")
            }
        },
        .disk(
            "disk.size-mismatch", .warning, "Sizes disagree",
            why:
                "The description and the image state different sizes. The image's is used, for it is what the guest saw.",
            remedy: "Check the partitions of the guest after the migration.",
            what: { disk, _ in
                guard let stated = disk.capacityBytes, stated > 0, let own = disk.content?.virtualSizeBytes,
                    own != stated
                else { return nil }
                return "The description says \(stated) bytes, the image \(own)."
            }),
        .disk(
            "disk.size-unknown", .information, "Disk size not known yet",
            why: "A compressed image does not state its size; the manifest and the estimate need it.",
            remedy: "Nothing needs to be done: the size is known when the disk has been copied.",
            what: { disk, _ in
                disk.content != nil && disk.virtualSizeBytes == nil
                    ? "Neither description nor image states a size." : nil
            }),
        .disk(
            "disk.random-access", .information, "Image can't be read in one pass",
            why: "The image is read by random access, which is slow over a network and from within an archive.",
            remedy: "Keep the file on a local disk while it is migrated.",
            what: { disk, _ in
                guard let content = disk.content, !content.isStreamable else { return nil }
                let isRemote = content.bytes.parts.contains { $0.offsetBytes > 0 || $0.compressedArchiveMember != nil }
                return isRemote ? "The \(content.format.rawValue) image lies inside an archive." : nil
            }),
        .disk(
            "disk.digest-missing", .information, "No digest to check",
            why: "The source promises no digest, so damage that happened before the migration can't be noticed.",
            remedy: "Export with a manifest (ovftool --shaAlgorithm=SHA256) where that matters.",
            what: { disk, _ in
                guard let content = disk.content, content.bytes.parts.contains(where: { $0.expectedDigest == nil })
                else { return nil }
                return "The source states no digest of the image."
            }),
    ]
}
