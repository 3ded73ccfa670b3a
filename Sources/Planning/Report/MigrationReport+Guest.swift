extension MigrationReport {
    /// What the conversion did to the guest.
    public struct Conversion: Sendable, Codable, Equatable {
        /// Whether it ran.
        public var performed: Bool
        /// Why not, when it did not.
        public var reason: String?
        /// What the converter said.
        public var messages: [Message]
        /// What it found in the guest: operating system, kernel, boot disk.
        public var guestFacts: [NamedText]
        /// How long it took.
        public var seconds: Double

        /// Describes a conversion.
        public init(
            performed: Bool, reason: String? = nil, messages: [Message] = [], guestFacts: [NamedText] = [],
            seconds: Double = 0
        ) {
            self.performed = performed
            self.reason = reason
            self.messages = messages
            self.guestFacts = guestFacts
            self.seconds = seconds
        }
    }

    /// What a program said.
    public struct Message: Sendable, Codable, Equatable {
        /// How much it matters: `info`, `warning` or `error`.
        public var level: String
        /// The words.
        public var text: String

        /// Makes a message.
        public init(level: String, text: String) {
            self.level = level
            self.text = text
        }
    }

    /// A text with a name.
    public struct NamedText: Sendable, Codable, Equatable {
        /// The name.
        public var name: String
        /// The text.
        public var value: String

        /// Makes a named text.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// What was seen when the migrated machine was started.
    public struct BootCheck: Sendable, Codable, Equatable {
        /// What came of it.
        public var state: State
        /// What was seen: "login prompt on the serial console".
        public var evidence: String?
        /// Why it did not pass.
        public var reason: String?
        /// What to do about it.
        public var remedy: String?
        /// How long it took.
        public var seconds: Double
        /// How the processor was provided: `kvm` or `tcg`.
        public var accelerator: String?
        /// The last lines of the serial console.
        public var consoleLines: [String]
        /// The file name of the picture of the display, beside the report.
        public var screenshot: String?

        /// Describes a boot check; see the members.
        public init(
            state: State, evidence: String? = nil, reason: String? = nil, remedy: String? = nil, seconds: Double = 0,
            accelerator: String? = nil, consoleLines: [String] = [], screenshot: String? = nil
        ) {
            self.state = state
            self.evidence = evidence
            self.reason = reason
            self.remedy = remedy
            self.seconds = seconds
            self.accelerator = accelerator
            self.consoleLines = consoleLines
            self.screenshot = screenshot
        }

        /// What can come of a boot check.
        public enum State: String, Sendable, Codable {
            /// The guest came up.
            case passed
            /// It could not be told in time.
            case inconclusive
            /// The guest did not come up.
            case failed
            /// It was not asked for.
            case off
        }
    }
}
