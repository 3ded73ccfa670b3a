internal import Resources

/// What to ask of storage so that a disk fits.
enum ClaimSize {
    /// The part of a file system that its own data takes, as the Containerized Data Importer assumes it
    /// (its `filesystemOverhead` of 0.06), in hundredths.
    private static let overheadPercent: Int64 = 6
    private static let alignmentBytes: Int64 = 1 << 20

    /// The request for a plain claim: the disk's bytes on a block volume; on a file system, which holds
    /// the disk as a file, as much more as that file system takes for itself, in whole MiB.
    static func bytes(forDisk sizeBytes: Int64, mode: VolumeMode?) -> Int64 {
        // No storage has half of Int64; what claims so is passed on as it is rather than overflowing.
        guard mode != .block, sizeBytes < .max / 2 else { return sizeBytes }
        let (whole, remainder) = sizeBytes.quotientAndRemainder(dividingBy: 100 - overheadPercent)
        let inflated = whole * 100 + (remainder * 100 + 99 - overheadPercent) / (100 - overheadPercent)
        return (inflated + alignmentBytes - 1) / alignmentBytes * alignmentBytes
    }
}
