internal import Arguments
internal import DiskFormats

/// `gantry digest`: the digest that reports show, for whoever wants to compare.
func digestCommand(_ services: Services, _ streams: StandardStreams) -> Command {
    Command(
        "digest", "Computes the digest of a disk image, as reports show it.",
        discussion: "It depends on the disk's bytes alone, not on the image's format (docs/digest.md).",
        examples: [.init("gantry digest out/web/web-disk0.raw", "Compare with the report's digest.")]
    ) { arguments in
        let source = arguments.positional("SOURCE", "The disk image to read.", completion: .files)
        let inputFormat = arguments.option(
            "input-format", "FORMAT", "The format of the image, instead of finding it out.", as: DiskFormat.self)
        return { values in
            let digest = try await services.digest(try values[source], try values[inputFormat])
            try streams.writeOutput("\(digest)\n")
        }
    }
}
