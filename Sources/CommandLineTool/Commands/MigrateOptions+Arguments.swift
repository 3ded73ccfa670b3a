internal import Arguments

extension MigrateOptions {
    /// Reads the options and checks that they go together.
    init(_ handles: MigrateArguments, _ values: ParsedArguments) throws(UsageError) {
        sources = try values[handles.sources]
        target = try values[handles.target] ?? ""
        machineNames = try values[handles.machineNames]
        takesAllMachines = try values[handles.all]
        name = try values[handles.name]
        isDryRun = try values[handles.isDryRun]
        output = try values[handles.output]
        format = try values[handles.copy.format]
        inputFormat = try values[handles.copy.inputFormat]
        verify = try values[handles.copy.verify]
        limitRateBytesPerSecond = try values[handles.copy.limitRate]?.bytesPerSecond
        parallelDisks = try values[handles.parallel]
        converts = try !values[handles.conversion.isOff]
        root = try values[handles.conversion.root]
        staticIPs = try values[handles.conversion.staticIPs]
        luksKeyFiles = try values[handles.conversion.luksKeyFiles]
        firstBootScripts = try values[handles.conversion.firstBootScripts]
        manifest = try values[handles.machine.manifest]
        firmware = try values[handles.machine.firmware]
        runStrategy = try values[handles.machine.runStrategy]
        namespace = try values[handles.machine.namespace]
        storageClass = try values[handles.machine.storageClass]
        networks = try values[handles.machine.networks]
        bootCheck = try values[handles.bootCheck]
        bootTimeoutSeconds = try values[handles.bootTimeout]
        replacesExisting = try values[handles.force]
        try check(values)
    }

    private func check(_ values: ParsedArguments) throws(UsageError) {
        guard isDryRun || !target.isEmpty else {
            throw UsageError(.missing(["--to DIR"]), in: values.commandPath)
        }
        guard isDryRun || output != .yaml else {
            throw values.error(
                what: "Progress can't be written as YAML.", why: "It is a stream of events, not one document.",
                remedy: "Use '-o json', or add --dry-run.")
        }
        try checkNames(values)
        try checkConversion(values)
        try checkNumbers(values)
    }

    private func checkNames(_ values: ParsedArguments) throws(UsageError) {
        guard !takesAllMachines || machineNames.isEmpty else {
            throw values.error(
                what: "--all and --vm exclude one another.", why: "One takes every machine, the other names some.",
                remedy: "Leave one out.")
        }
        guard name == nil || (sources.count == 1 && machineNames.count < 2 && !takesAllMachines) else {
            throw values.error(
                what: "--name can't be used for several machines.", why: "They would all get the same name.",
                remedy: "Leave it out, or migrate one machine at a time.")
        }
        let names = [("--namespace", namespace), ("--storage-class", storageClass)]
        for case (let option, let name?) in names where !isResourceName(name) {
            throw UsageError(
                .invalidValue(
                    name, of: option, reason: "is not a name of lower-case letters, digits and dashes (RFC 1123)",
                    allowed: []), in: values.commandPath)
        }
    }

    private func checkConversion(_ values: ParsedArguments) throws(UsageError) {
        let needsConversion = [
            ("--root", root != nil), ("--static-ip", !staticIPs.isEmpty), ("--luks-key-file", !luksKeyFiles.isEmpty),
            ("--first-boot", !firstBootScripts.isEmpty),
        ]
        if !converts, let option = needsConversion.first(where: \.1) {
            throw values.error(
                what: "\(option.0) has no effect with --no-convert.", why: "It is the conversion that does its work.",
                remedy: "Leave one of the two out.")
        }
        var addresses: Set<String> = []
        for address in staticIPs where !addresses.insert(address.macAddress).inserted {
            throw values.error(
                what: "--static-ip names \(address.macAddress) twice.", why: "A network card gets one address here.",
                remedy: "Leave one out.")
        }
        var sources: Set<String> = []
        for network in networks where !sources.insert(network.source).inserted {
            throw values.error(
                what: "--network names '\(network.source)' twice.", why: "A source network goes to one place.",
                remedy: "Leave one out.")
        }
    }

    private func checkNumbers(_ values: ParsedArguments) throws(UsageError) {
        let ranges = [
            ("--parallel", parallelDisks ?? 1, 1...64), ("--boot-timeout", bootTimeoutSeconds, 1...86_400),
        ]
        for (option, number, range) in ranges where !range.contains(number) {
            throw UsageError(
                .invalidValue(
                    String(number), of: option, reason: "is not between \(range.lowerBound) and \(range.upperBound)",
                    allowed: []), in: values.commandPath)
        }
    }
}
