public import ByteStreams

/// A descriptor of our own for the extents of a VMDK, to be opened in place of the foreign one.
///
/// Another program reads a descriptor by rules of its own, and opens whatever file it finds in it. This one says
/// nothing but what was checked; its extents are links beside it, so that no path needs to be quoted.
public struct VMDKStandIn: Sendable, Equatable {
    /// The descriptor's text.
    public let descriptor: String
    /// The links that belong beside it: a name, and the absolute path that it leads to.
    public let links: [Link]

    /// A link to an extent.
    public struct Link: Sendable, Equatable {
        /// The name beside the descriptor.
        public let name: String
        /// The extent's file.
        public let path: String
    }

    /// Checks a VMDK again and describes it; nil for one that has its descriptor inside and so names no files.
    ///
    /// Blocking.
    /// - Throws: `DiskFormatError`, `StreamError`, `SystemError`.
    public static func of(_ bytes: ByteContent) throws -> VMDKStandIn? {
        try VMDKInspection(ImageReader(bytes)).standIn()
    }

    init(_ extents: [(extent: VMDKDescriptor.Extent, path: String)]) {
        links = extents.enumerated().map { Link(name: "\($0.offset)", path: $0.element.path) }
        // The type is the one that QEMU takes for extents of any kind; FLAT wants an offset, SPARSE none.
        let head =
            "# Disk DescriptorFile\nversion=1\nCID=fffffffe\nparentCID=ffffffff\ncreateType=\"twoGbMaxExtentSparse\"\n"
        descriptor = zip(extents, links).reduce(into: head) { text, item in
            let (extent, name) = (item.0.extent, item.1.name)
            let place = extent.kind == "SPARSE" ? "" : " \(extent.offsetSectors)"
            let kind = extent.kind == "SPARSE" ? "SPARSE" : "FLAT"
            text += "RW \(extent.sectors) \(kind) \"\(name)\"\(place)\n"
        }
    }
}
