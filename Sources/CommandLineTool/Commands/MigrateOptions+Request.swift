internal import Conversion
internal import DiskFormats
internal import Engine
internal import Inventory
internal import KubeVirtTarget
internal import Mapping
internal import Resources

extension MigrateOptions {
    /// The options in the engine's terms.
    var request: MigrationRequest {
        var request = MigrationRequest(sources: sources, targetFolder: target)
        request.machineNames = machineNames
        request.takesAllMachines = takesAllMachines
        request.targetName = name
        request.diskFormat = format == .raw ? .raw : .qcow2
        request.inputFormat = inputFormat?.diskFormat
        request.verification = VerificationPolicy(rawValue: verify.rawValue) ?? .full
        request.rateLimitBytesPerSecond = limitRateBytesPerSecond
        request.parallelDisks = parallelDisks ?? request.parallelDisks
        request.conversion = converts ? conversion : nil
        request.bootCheck = BootCheckChoice(rawValue: bootCheck.rawValue) ?? .bestEffort
        request.bootTimeoutSeconds = Double(bootTimeoutSeconds)
        request.replacesExisting = replacesExisting
        request.manifestStyle = manifest == .pvc ? .claims : .dataVolumes
        request.mapping = mapping
        return request
    }

    private var conversion: ConversionOptions {
        var options = ConversionOptions()
        switch root {
        case .first: options.rootDisk = .first
        case .device(let device): options.rootDisk = .device(device)
        case nil: options.rootDisk = .automatic
        }
        options.staticAddresses = staticIPs.map {
            StaticAddress(
                macAddress: $0.macAddress, ipAddress: $0.address, prefixLength: $0.prefixLength, gateway: $0.gateway,
                nameServers: $0.nameServers)
        }
        options.luksKeyFiles = luksKeyFiles
        options.firstBootScripts = firstBootScripts
        return options
    }

    private var mapping: MappingOptions {
        var options = MappingOptions()
        options.namespace = namespace
        options.storageClass = storageClass
        for network in networks {
            switch network.target {
            case .pod: options.networks[network.source] = .pod
            case .attachment(let namespace, let name): options.networks[network.source] = .multus("\(namespace)/\(name)")
            }
        }
        switch firmware {
        case .bios: options.firmware = .bios
        case .efi: options.firmware = .efi(secureBoot: false)
        case nil: break
        }
        options.runStrategy = runStrategy == .always ? .always : .halted
        return options
    }
}

extension InputFormat {
    /// The format in the toolkit's terms.
    var diskFormat: DiskFormat? { DiskFormat(rawValue: rawValue) }
}
