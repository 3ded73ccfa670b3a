/// A program to run, with all it is given.
///
/// Secrets never go into `arguments` or `environment`, which every user of the machine can read:
/// pass them as files that only we can read, or through `input`.
public struct Command: Sendable {
    /// A path, or a name that is looked up in `PATH`.
    public var program: String
    /// What follows the program's name.
    public var arguments: [String]
    /// Variables that are set over those of this process; nil takes one away.
    public var environment: [String: String?]
    /// The folder it runs in; nil for this process's.
    public var directory: String?
    /// What it reads on its standard input.
    public var input: Input
    /// Descriptors that become 3, 4, … in the child; they stay open here.
    public var extraDescriptors: [Int32]

    /// Describes a program to run.
    public init(
        _ program: String, _ arguments: [String] = [], environment: [String: String?] = [:], directory: String? = nil,
        input: Input = .nothing, extraDescriptors: [Int32] = []
    ) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.directory = directory
        self.input = input
        self.extraDescriptors = extraDescriptors
    }

    /// Where standard input comes from.
    public enum Input: Sendable {
        /// An empty file.
        case nothing
        /// These bytes, and then the end; at most 60 KiB, what a pipe takes at once.
        case bytes([UInt8])
        /// An open descriptor, which stays open here.
        case descriptor(Int32)
    }
}
