internal import Arguments

/// The tree of all commands.
func commandTree(_ services: Services, _ streams: StandardStreams, _ cursor: CursorGuard) -> Command {
    let grouped = [
        migrateCommand(services, streams, cursor),
        machineCommand(services, streams),
        transferCommand(services, streams, cursor),
        digestCommand(services, streams),
        serveCommand(services.resources, streams),
        getCommand(services.resources, streams),
        describeCommand(services.resources, streams),
        applyCommand(services.resources, streams),
        createCommand(services.resources, streams),
        deleteCommand(services.resources, streams),
        waitCommand(services.resources, streams),
        logsCommand(services.resources, streams),
        definitionsCommand(services.resources, streams),
        tokenCommand(services.resources, streams),
        explainCommand(services, streams),
    ]
    return Command(
        "gantry", "Migrates virtual machines to KubeVirt, and proves that they arrived.",
        discussion: """
            Start with 'gantry migrate appliance.ova --to out/': it copies and checks the disks, converts the guest, \
            writes the KubeVirt manifest, boots the machine once, and tells it all in a report.
            """,
        subcommands: grouped + [completionCommand(program: grouped, streams)])
}
