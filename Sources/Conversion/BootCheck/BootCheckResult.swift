public import QEMU

/// What came of booting a machine, with the evidence.
public struct BootCheckResult: Sendable, Equatable, Codable {
    /// Whether it boots.
    public enum State: String, Sendable, Codable {
        /// It came up.
        case passed
        /// Neither success nor failure was seen in time.
        case inconclusive
        /// It does not come up.
        case failed
    }

    /// What the state was concluded from.
    public enum Evidence: String, Sendable, Codable {
        /// The QEMU guest agent answered.
        case guestAgent
        /// The serial console asks who wants to log in.
        case loginPrompt
        /// The text on the display says so.
        case displayText
        /// The display shows something and has stopped changing.
        case settledDisplay
        /// The serial console says so.
        case consoleText
        /// The firmware says so.
        case firmwareText
        /// The guest starts over and over.
        case resetLoop
        /// The guest powered itself off.
        case powerOff
        /// QEMU stopped the guest or ended.
        case emulator
        /// Nothing was conclusive.
        case nothing
    }

    /// Whether it boots.
    public var state: State
    /// What that was concluded from.
    public var evidence: Evidence
    /// What was seen, as a sentence.
    public var evidenceText: String
    /// Why it does not boot, when that was recognised.
    public var reason: String?
    /// What to do about it.
    public var remedy: String?
    /// The stable name of the console pattern that decided.
    public var patternID: String?
    /// Seconds from the first instruction to the verdict.
    public var seconds: Double
    /// How often the guest reset itself.
    public var resetCount: Int
    /// What the guest's agent says about the system.
    public var guestSystem: GuestSystem?
    /// The last lines of the serial console, without control characters.
    public var consoleLines: [String]
    /// The last lines on the display, when it was in text mode.
    public var displayLines: [String]
    /// A PNG file with the last picture of the display.
    public var screenshotFile: String?
    /// A file with the end of the serial console's text.
    public var consoleFile: String?
    /// How guest code ran.
    public var acceleration: Acceleration
    /// The version of QEMU.
    public var qemuVersion: String
    /// What the machine was given in memory.
    public var memoryBytes: Int64
    /// What the machine was given in processors.
    public var processorCount: Int
    /// How the machine differed from its manifest, as sentences.
    public var notes: [String]
}
