internal import Arguments
internal import ResourceStore
internal import Resources

/// `gantry create`: makes new resources of manifests.
func createCommand(_ services: ResourceServices, _ streams: StandardStreams) -> Command {
    Command(
        "create", "Creates resources from manifests; what is there already is an error.",
        examples: [.init("gantry create -f migration.yaml", "Creates, with a name of its own by generateName.")]
    ) { arguments in
        let manifests = ManifestArguments(&arguments)
        let write = ManifestWriteArguments(&arguments)
        let connection = ConnectionArguments(&arguments)
        return { values in
            let session = try await connection.session(values, services, streams)
            let objects = try await write.checked(manifests, values, session)
            let options = try write.options(values, manager: "gantry-create")
            let report = WriteReport(
                streams: streams, output: try values[write.output], dryRun: try values[write.dryRun])
            try await session.write(objects, "created", report) { manifest in
                guard report.dryRun != .client else { return (manifest.object, "created") }
                return (try await session.store.create(manifest.object, manifest.type.id, options), "created")
            }
        }
    }
}
