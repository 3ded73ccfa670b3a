internal import Arguments

/// What a token allows.
enum TokenRole: String, Sendable, CaseIterable, ArgumentValue {
    /// Everything, everywhere.
    case admin
    /// Reading and writing in a namespace.
    case editor
    /// Reading in a namespace, secrets left out.
    case viewer
}

/// `gantry token`: who may do what with the control plane.
func tokenCommand(_ services: ResourceServices, _ streams: StandardStreams) -> Command {
    Command(
        "token", "Gives out tokens for the embedded control plane.",
        subcommands: [tokenCreateCommand(services, streams)])
}

private func tokenCreateCommand(_ services: ResourceServices, _ streams: StandardStreams) -> Command {
    Command(
        "create", "Makes a token and writes it to standard output.",
        discussion: "It is shown once; only its digest is kept.",
        examples: [
            .init("gantry token create --namespace team-a --role editor", "For a team that works in one namespace.")
        ]
    ) { arguments in
        let namespace = arguments.option("namespace", short: "n", "NS", "The namespace that it is for.")
        let role = arguments.requiredOption("role", "ROLE", "What it allows there.", as: TokenRole.self)
        let expiry = arguments.option(
            "expires", "TIME", "How long it is good for; 24h by default.", as: DurationValue.self)
        let user = arguments.option("user", "NAME", "The name that requests with it go by.")
        let data = arguments.option(
            "data", "DIR", "The folder of the control plane.", default: "gantry-data", completion: .folders)
        return { values in
            let (chosenRole, chosenNamespace) = (try values[role], try values[namespace])
            guard (chosenRole == .admin) == (chosenNamespace == nil) else {
                throw values.error(
                    what: chosenRole == .admin
                        ? "An admin is not bound to a namespace."
                        : "The role \(chosenRole.rawValue) needs a namespace.",
                    why: "Roles other than admin are for one namespace each.",
                    remedy: chosenRole == .admin ? "Leave --namespace out." : "Give --namespace.")
            }
            let seconds = try values[expiry]?.seconds ?? 86_400
            guard seconds >= 60 else {
                throw values.error(
                    what: "A token must be good for a minute at least.", why: "It would expire before it is used.",
                    remedy: "Give --expires with more.")
            }
            let options = TokenOptions(
                dataFolder: try values[data],
                user: try values[user] ?? chosenNamespace.map { "\(chosenRole.rawValue):\($0)" } ?? "admin",
                namespace: chosenNamespace, role: chosenRole, expirySeconds: Int(seconds))
            try streams.writeOutput(try await services.createToken(options) + "\n")
        }
    }
}
