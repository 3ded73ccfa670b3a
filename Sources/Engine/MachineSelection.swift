internal import Inventory
internal import Mapping
internal import Planning
internal import Resources

/// Which machines of a source are migrated, and under which names.
struct SelectedMachine: Sendable {
    /// The machine.
    var machine: SourceMachine
    /// The name that it gets, valid and no other's.
    var targetName: String
}

extension MigrationRequest {
    /// Picks the machines that were asked for.
    func select(from machines: [SourceMachine]) throws(EngineError) -> [SelectedMachine] {
        let chosen = try choose(from: machines)
        if targetName != nil, chosen.count > 1 {
            throw .optionConflict(
                what: "--name was given for \(chosen.count) virtual machines.",
                remedy: "Take one machine at a time, or let each keep its own name.")
        }
        let proposals = Names.propose(for: chosen.map { targetName ?? $0.name })
        return zip(chosen, proposals).map { SelectedMachine(machine: $0, targetName: $1.name) }
    }

    /// The choices for the manifest of one of the selected machines.
    ///
    /// The name is only forced on a machine when it isn't what would be made of its own: so the report can say why.
    func mapping(for selected: SelectedMachine) -> MappingOptions {
        var options = mapping
        options.fileExtension = diskFormat.rawValue
        options.targetName = targetName
        if MachineMapper.map(selected.machine, options: options).virtualMachine.metadata.name != selected.targetName {
            options.targetName = selected.targetName
        }
        return options
    }

    private func choose(from machines: [SourceMachine]) throws(EngineError) -> [SourceMachine] {
        let names = machines.map(\.name)
        if takesAllMachines { return machines }
        guard !machineNames.isEmpty else {
            guard machines.count == 1 else { throw .machineAmbiguous(names: names) }
            return machines
        }
        var chosen: [SourceMachine] = []
        for name in machineNames {
            // Names need not be unique in an appliance, identifiers are.
            let found = machines.filter { $0.id == name }
            let matching = found.isEmpty ? machines.filter { $0.name == name } : found
            guard let machine = matching.first else { throw .machineUnknown(name: name, names: names) }
            guard matching.count == 1 else { throw .machineAmbiguous(names: matching.map(\.id)) }
            if !chosen.contains(where: { $0.id == machine.id }) { chosen.append(machine) }
        }
        return chosen
    }
}
