internal import Arguments

/// An address to listen at: `127.0.0.1:6443`, `[::1]:0`.
struct ListenAddress: Sendable, Equatable, ArgumentValue {
    /// The address of an interface, without brackets.
    var host: String
    /// The port; 0 for any that is free.
    var port: Int

    /// Reads an address with its port.
    init(argument text: String) throws(InvalidValue) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { throw InvalidValue("is not of the form ADDRESS:PORT, as in 127.0.0.1:6443") }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        guard !host.isEmpty, !host.contains(where: { "[] ".contains($0) }) else {
            throw InvalidValue("has no address before its port, as in 127.0.0.1:6443")
        }
        self.host = host
        self.port = port
    }

    /// The form in which it is typed.
    var argumentText: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// Whether only this host reaches it.
    var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}

/// `gantry serve`: the control plane.
func serveCommand(_ services: ResourceServices, _ streams: StandardStreams) -> Command {
    Command(
        "serve", "Runs the control plane, which kubectl and gantry talk to.",
        discussion: """
            Resources live in the data folder, or in the cluster of --kubeconfig. When it answers, it writes the \
            kubeconfig of an administrator to the data folder. It listens on this host only, unless --listen says \
            otherwise.
            """,
        examples: [
            .init("gantry serve", "State in ./gantry-data, at 127.0.0.1:6443."),
            .init("gantry serve --data /var/lib/gantry --listen 192.0.2.7:6443", "For others in the network too."),
        ]
    ) { arguments in
        let data = arguments.option(
            "data", "DIR", "The folder of its state.", default: "gantry-data", completion: .folders)
        let listen = arguments.option(
            "listen", "ADDR:PORT", "Where it listens; 127.0.0.1:6443 by default, port 0 for any that is free.",
            as: ListenAddress.self)
        let kubeconfig = arguments.option(
            "kubeconfig", "FILE", "Keeps the resources in the cluster of this kubeconfig.", completion: .files)
        return { values in
            let address = try values[listen] ?? (try ListenAddress(argument: "127.0.0.1:6443"))
            let options = ServeOptions(
                dataFolder: try values[data], listen: address, kubeconfig: try values[kubeconfig])
            if !address.isLoopback {
                streams.writeError("warning: others in the network can reach \(printable(address.argumentText)).\n")
            }
            let ready: @Sendable (ServeStart) throws -> Void = { start in
                try streams.writeOutput(
                    """
                    The control plane answers at \(printable(start.url)); Ctrl-C ends it.
                    export KUBECONFIG=\(printable(start.kubeconfig))

                    """)
            }
            do {
                try await services.serve(options, ready) { streams.writeError("warning: \(printable($0))\n") }
            } catch is CancellationError {
                // Being asked to end is how it ends: no error to whoever runs it as a service.
            }
            try streams.writeOutput("The control plane has ended.\n")
        }
    }
}
