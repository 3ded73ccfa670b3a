internal import Arguments
internal import Conversion
internal import Engine
internal import Inventory
internal import Mapping

extension MigrateOptions {
    /// Reads the options and checks that they go together.
    init(_ handles: MigrateArguments, _ values: ParsedArguments) throws(UsageError) {
        var request = MigrationRequest(
            sources: try values[handles.sources], targetFolder: try values[handles.target] ?? "")
        request.machineNames = try values[handles.machineNames]
        request.takesAllMachines = try values[handles.all]
        request.targetName = try values[handles.name]
        request.diskFormat = try values[handles.copy.format]
        request.inputFormat = try values[handles.copy.inputFormat]
        request.verification = try values[handles.copy.verify]
        request.rateLimitBytesPerSecond = try values[handles.copy.limitRate]?.bytesPerSecond
        request.parallelDisks = try values[handles.parallel]
        request.conversion = try handles.conversion.options(values)
        request.mapping = try handles.machine.options(values)
        request.manifestStyle = try values[handles.machine.manifest]
        request.bootCheck = try values[handles.bootCheck]
        request.bootTimeoutSeconds = Double(try values[handles.bootTimeout])
        request.replacesExisting = try values[handles.force]
        self.init(request: request, isDryRun: try values[handles.isDryRun], output: try values[handles.output])
        try check(values)
    }

    private func check(_ values: ParsedArguments) throws(UsageError) {
        guard isDryRun || !request.targetFolder.isEmpty else {
            throw UsageError(.missing(["--to DIR"]), in: values.commandPath)
        }
        guard isDryRun || output != .yaml else {
            throw values.error(
                what: "Progress can't be written as YAML.", why: "It is a stream of events, not one document.",
                remedy: "Use '-o json', or add --dry-run.")
        }
        guard !request.takesAllMachines || request.machineNames.isEmpty else {
            throw values.error(
                what: "--all and --vm exclude one another.", why: "One takes every machine, the other names some.",
                remedy: "Leave one out.")
        }
        guard request.targetName == nil || (request.machineNames.count < 2 && !request.takesAllMachines) else {
            throw values.error(
                what: "--name can't be used for several machines.", why: "They would all get the same name.",
                remedy: "Leave it out, or migrate one machine at a time.")
        }
        try checkNumbers(values)
    }

    private func checkNumbers(_ values: ParsedArguments) throws(UsageError) {
        let ranges = [
            ("--parallel", request.parallelDisks, 1...64),
            ("--boot-timeout", Int(request.bootTimeoutSeconds), 1...86_400),
        ]
        for (option, number, range) in ranges where !range.contains(number) {
            throw UsageError(
                .invalidValue(
                    String(number), of: option, reason: "is not between \(range.lowerBound) and \(range.upperBound)",
                    allowed: []), in: values.commandPath)
        }
    }
}

extension ConversionArguments {
    /// The conversion that is asked for; nil when there is to be none.
    fileprivate func options(_ values: ParsedArguments) throws(UsageError) -> ConversionOptions? {
        var options = ConversionOptions()
        let addresses = try values[staticIPs]
        let wantedRoot = try values[root]
        options.rootDisk = wantedRoot?.rootDisk ?? .automatic
        options.staticAddresses = addresses.map(\.staticAddress)
        options.luksKeyFiles = try values[luksKeyFiles]
        options.firstBootScripts = try values[firstBootScripts]
        guard try values[isOff] else {
            try checkTwice(addresses, values)
            return options
        }
        let needsConversion = [
            ("--root", wantedRoot != nil), ("--static-ip", !addresses.isEmpty),
            ("--luks-key-file", !options.luksKeyFiles.isEmpty), ("--first-boot", !options.firstBootScripts.isEmpty),
        ]
        if let option = needsConversion.first(where: \.1) {
            throw values.error(
                what: "\(option.0) has no effect with --no-convert.", why: "It is the conversion that does its work.",
                remedy: "Leave one of the two out.")
        }
        return nil
    }

    private func checkTwice(_ staticIPs: [StaticIP], _ values: ParsedArguments) throws(UsageError) {
        var addresses: Set<String> = []
        for address in staticIPs where !addresses.insert(address.macAddress).inserted {
            throw values.error(
                what: "--static-ip names \(address.macAddress) twice.", why: "A network card gets one address here.",
                remedy: "Leave one out.")
        }
    }
}

extension MachineArguments {
    /// The choices for the manifest.
    fileprivate func options(_ values: ParsedArguments) throws(UsageError) -> MappingOptions {
        var options = MappingOptions()
        options.namespace = try values[namespace]
        options.storageClass = try values[storageClass]
        let names = [("--namespace", options.namespace), ("--storage-class", options.storageClass)]
        for case (let option, let name?) in names where !isResourceName(name) {
            throw UsageError(
                .invalidValue(
                    name, of: option, reason: "is not a name of lower-case letters, digits and dashes (RFC 1123)",
                    allowed: []), in: values.commandPath)
        }
        for network in try values[networks] {
            guard options.networks.updateValue(network.target, forKey: network.source) == nil else {
                throw values.error(
                    what: "--network names '\(network.source)' twice.", why: "A source network goes to one place.",
                    remedy: "Leave one out.")
            }
        }
        switch try values[firmware] {
        case .bios: options.firmware = .bios
        case .efi: options.firmware = .efi(secureBoot: false)
        case .efiSecureBoot: options.firmware = .efi(secureBoot: true)
        case nil: break
        }
        options.runStrategy = try values[runStrategy]
        options.deviceProfile = try values[devices]
        return options
    }
}
