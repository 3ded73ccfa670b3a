/// What a watched boot came to.
struct BootVerdict: Equatable {
    var state: BootCheckResult.State
    var evidence: BootCheckResult.Evidence
    var text: String
    var reason: String?
    var remedy: String?
    var patternID: String?

    init(
        _ state: BootCheckResult.State, by evidence: BootCheckResult.Evidence, _ text: String, reason: String? = nil,
        remedy: String? = nil, patternID: String? = nil
    ) {
        self.state = state
        self.evidence = evidence
        self.text = text
        self.reason = reason
        self.remedy = remedy
        self.patternID = patternID
    }
}

extension BootVerdict {
    static let agentAnswered = BootVerdict(.passed, by: .guestAgent, "The QEMU guest agent answered.")

    static func resetLoop(_ count: Int, _ seconds: Double) -> BootVerdict {
        BootVerdict(
            .failed, by: .resetLoop, "The guest reset itself \(count) times within \(Int(seconds)) s.",
            reason: """
                The guest starts over and over; a system that does not find its boot disk, or lacks the driver \
                for it, often does so (Windows: INACCESSIBLE_BOOT_DEVICE).
                """,
            remedy: """
                Look at the screenshot; make sure that the virtio drivers are installed in the source VM \
                (for Windows: virtio-win) and migrate again.
                """)
    }

    static let poweredOff = BootVerdict(
        .failed, by: .powerOff, "The guest powered itself off.",
        reason: "The guest shut down before it could be used.",
        remedy: "Read the last console lines; a first-boot script or a failed check may have shut it down.")

    static func emulatorStopped(_ message: String) -> BootVerdict {
        BootVerdict(
            .failed, by: .emulator, message, reason: "QEMU could not run the guest any further.",
            remedy: "Try again; if it stays, look whether the host is short of memory or disk space.")
    }

    static func settledDisplay(_ seconds: Double) -> BootVerdict {
        BootVerdict(
            .passed, by: .settledDisplay,
            "The display shows something that is not the firmware's and has not changed for \(Int(seconds)) s; "
                + "the serial console stayed silent and the guest did not start over.")
    }
}
