internal import Arguments
internal import YAML

/// `gantry crds`: the definitions that a cluster needs.
func definitionsCommand(_ services: ResourceServices, _ streams: StandardStreams) -> Command {
    Command(
        "crds", "Writes the CustomResourceDefinitions, for a cluster.",
        examples: [.init("gantry crds", "Pipe it to 'kubectl --context prod apply -f -'.")]
    ) { _ in { _ in try streams.writeOutput(try YAML.text(of: try services.definitions())) } }
}
