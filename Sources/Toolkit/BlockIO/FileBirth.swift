internal import CLinux

/// When a file was made, in nanoseconds since 1970, links followed; 0 where that isn't known.
///
/// An inode's number is given out again when its file is gone: with the time of birth the two can be told apart.
public func birthNanoseconds(of path: String) -> UInt64 {
    UInt64(max(0, gantry_birth_nanoseconds(path)))
}
