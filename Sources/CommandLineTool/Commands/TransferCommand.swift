internal import Arguments
internal import DiskFormats
internal import Engine
internal import Failures
internal import Planning
internal import Values

/// What a single disk's copy is asked to do.
struct TransferOptions: Sendable, Equatable {
    /// The disk image to read.
    var source: String
    /// The disk image to write.
    var target: String
    /// How the target is written.
    var format: TargetDiskFormat
    /// The format of the source; nil to find it out.
    var inputFormat: DiskFormat?
    /// How much is read back.
    var verify: VerificationPolicy
    /// The most bytes per second that are read; nil for no limit.
    var limitRateBytesPerSecond: Int64?
}

/// `gantry transfer`: the transfer engine by itself, one disk.
func transferCommand(_ services: Services, _ streams: StandardStreams, _ cursor: CursorGuard) -> Command {
    Command(
        "transfer", "Copies one disk image, with a digest, and reads it back.",
        examples: [.init("gantry transfer disk.vmdk disk.raw", "Copies a disk to a sparse raw file.")]
    ) { arguments in
        let source = arguments.positional("SOURCE", "The disk image to read.", completion: .files)
        let target = arguments.positional("TARGET", "The disk image to write.", completion: .files)
        let copy = CopyArguments(&arguments)
        let output = arguments.option(
            "output", short: "o", "FORMAT", "How to write progress and results.", default: ResultFormat.text)
        return { values in
            let options = TransferOptions(
                source: try values[source], target: try values[target], format: try values[copy.format],
                inputFormat: try values[copy.inputFormat], verify: try values[copy.verify],
                limitRateBytesPerSecond: try values[copy.limitRate]?.bytesPerSecond)
            try await transfer(options, try values[output], services, streams, cursor)
        }
    }
}

private func transfer(
    _ options: TransferOptions, _ format: ResultFormat, _ services: Services, _ streams: StandardStreams,
    _ cursor: CursorGuard
) async throws {
    // The result is what standard output is for here, so that the progress goes to standard error.
    let output = ProgressOutput.onStandardError(title: options.source, streams, cursor)
    output.begin()
    output.receive(.phaseStarted(.diskTransfer, detail: ""))
    do {
        let outcome = try await output.tellingOfCancellation {
            try await services.transfer(options) { progress in
                output.receive(.progress(phase: .diskTransfer, disks: [progress], fraction: nil))
            }
        }
        output.receive(.phaseCompleted(.diskTransfer, seconds: outcome.seconds, detail: ""))
        output.end(nil)
        try streams.writeOutput(transferText(outcome, options, format))
    } catch {
        output.end(nil)
        throw Task.isCancelled ? ToldFailure(failure: .interruptedCopying) : error
    }
}

private func transferText(_ outcome: TransferOutcome, _ options: TransferOptions, _ format: ResultFormat) -> String {
    guard format == .json else {
        let lines = [
            "\(options.target): \(byteText(outcome.sizeBytes)), \(byteText(outcome.movedBytes)) written",
            outcome.digest.map { "digest: \($0)" }, outcome.verification.map { "read back: \($0)" },
        ]
        return lines.compactMap(\.self).joined(separator: "\n") + "\n"
    }
    let document: JSONValue = [
        "source": .string(options.source), "target": .string(options.target),
        "sizeBytes": .integer(outcome.sizeBytes), "movedBytes": .integer(outcome.movedBytes),
        "digest": outcome.digest.map { .string($0) } ?? .null,
        "verification": outcome.verification.map { .string($0) } ?? .null, "seconds": .double(outcome.seconds),
    ]
    return document.jsonText() + "\n"
}
