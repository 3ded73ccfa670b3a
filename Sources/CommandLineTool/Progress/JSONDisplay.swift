internal import Engine
internal import Failures
internal import Values

/// Progress for programs: each event as one JSON object on a line (docs/events.md).
struct JSONDisplay: ProgressDisplay {
    /// Progress is told at most this often; changes of phase always.
    static let intervalSeconds = 1.0

    var title: String
    private var spokeAt = -1.0
    private var pending: MigrationEvent?

    init(title: String) {
        self.title = title
    }

    mutating func begin(_ moment: Moment) -> String {
        line("invoked", ["source": .string(title), "version": .string(GantryVersion.text)], moment)
    }

    mutating func receive(_ event: MigrationEvent, _ moment: Moment) -> String {
        guard case .progress = event else {
            // What a phase came to must not be left out because it came soon after the news before.
            let held = pending.map { text($0, moment) } ?? ""
            pending = nil
            return held + text(event, moment)
        }
        pending = event
        return tick(moment)
    }

    mutating func tick(_ moment: Moment) -> String {
        guard let pending, moment.seconds - spokeAt >= Self.intervalSeconds else { return "" }
        spokeAt = moment.seconds
        self.pending = nil
        return text(pending, moment)
    }

    mutating func end(_ moment: Moment) -> String {
        defer { pending = nil }
        return pending.map { text($0, moment) } ?? ""
    }

    private func text(_ event: MigrationEvent, _ moment: Moment) -> String {
        let (name, fields) = event.document
        return line(name, fields, moment)
    }

    private func line(_ name: String, _ fields: JSONValue, _ moment: Moment) -> String {
        var document: OrderedFields = OrderedFields()
        document["time"] = .string(moment.timeStamp)
        document["event"] = .string(name)
        for field in fields.object ?? OrderedFields() { document[field.key] = field.value }
        return JSONValue.object(document).jsonText() + "\n"
    }
}

extension MigrationEvent {
    /// The event's name and fields.
    var document: (name: String, fields: JSONValue) {
        switch self {
        case .started(let machine, let source):
            ("started", ["machine": .string(machine), "source": .string(source)])
        case .phaseStarted(let phase, let detail):
            ("phaseStarted", ["phase": .string(phase.rawValue), "detail": .string(detail)])
        case .phaseCompleted(let phase, let seconds, let detail):
            (
                "phaseCompleted",
                ["phase": .string(phase.rawValue), "seconds": .double(seconds), "detail": .string(detail)]
            )
        case .progress(let phase, let disks, let fraction):
            (
                "progress",
                [
                    "phase": .string(phase.rawValue), "fraction": fraction.map { .double($0) } ?? .null,
                    "disks": .array(disks.map(\.document)),
                ]
            )
        case .message(let level, let text):
            ("message", ["level": .string(level.rawValue), "text": .string(text)])
        case .concern(let id, let category, let text):
            ("concern", ["id": .string(id), "category": .string(category), "text": .string(text)])
        case .completed(let machine, let folder, let report, let bootCheck):
            (
                "completed",
                [
                    "machine": .string(machine), "folder": .string(folder), "report": .string(report),
                    "bootCheck": bootCheck.map { .string($0) } ?? .null,
                ]
            )
        case .failed(let failure): ("failed", failure.document)
        }
    }
}

extension DiskProgress {
    fileprivate var document: JSONValue {
        [
            "disk": .string(disk), "totalBytes": .integer(totalBytes), "doneBytes": .integer(doneBytes),
            "movedBytes": .integer(movedBytes), "skippedBytes": .integer(skippedBytes),
            "bytesPerSecond": bytesPerSecond.map { .double($0) } ?? .null,
        ]
    }
}

extension Failure {
    fileprivate var document: JSONValue {
        [
            "id": .string(id), "category": .string(category.rawValue), "exitCode": .integer(Int64(category.exitCode)),
            "what": .string(what), "why": .string(why), "remedy": .string(remedy),
        ]
    }
}
