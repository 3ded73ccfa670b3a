/// The disk image formats that are read and written; the names are those of QEMU's block drivers, but for `vhd`.
public enum DiskFormat: String, Sendable, Codable, CaseIterable {
    /// The disk's bytes and nothing else.
    case raw
    /// QEMU's copy-on-write format, versions 2 and 3.
    case qcow2
    /// VMware's, of any subformat that is one file or a descriptor with extents beside it.
    case vmdk
    /// Connectix and Hyper-V generation 1 (QEMU calls it `vpc`).
    case vhd
    /// Hyper-V's newer format.
    case vhdx
    /// VirtualBox's.
    case vdi

    /// The name of QEMU's block driver for it.
    public var driver: String { self == .vhd ? "vpc" : rawValue }
}
