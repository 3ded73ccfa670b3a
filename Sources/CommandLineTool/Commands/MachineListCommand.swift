internal import Arguments
internal import Planning
internal import Values

/// `gantry vm list`: the machines of a folder and what they do.
func machineListCommand(_ services: Services, _ streams: StandardStreams) -> Command {
    Command("list", "Lists the machines of a folder.") { arguments in
        let folder = arguments.machineFolder()
        let output = arguments.option("output", short: "o", "FORMAT", "How to write it.", default: ResultFormat.text)
        return { values in
            let machines = try await services.machines(try values[folder]).list()
            try streams.writeOutput(try values[output] == .json ? json(machines) : text(machines))
        }
    }
}

private func text(_ machines: [MachineState]) -> String {
    let head = ["NAME", "STATE", "CPU", "MEMORY", "DISKS", "UPTIME", "PID"]
    let rows = machines.map { machine -> [String] in
        let hardware = machine.hardware
        let cells = [
            hardware.map { String($0.processorCount) }, hardware.map { byteText($0.memoryBytes) },
            hardware.map { String($0.diskCount) }, machine.uptimeSeconds.map(durationText),
            machine.processID.map { String($0) },
        ]
        return [machine.name, machine.state] + cells.map { $0 ?? "-" }
    }
    let problems = machines.compactMap { machine in
        machine.problem.map { "\(printable(machine.name)): \(printable($0))\n" }
    }
    return tableText([head] + rows) + problems.joined()
}

private func json(_ machines: [MachineState]) -> String {
    let elements = machines.map { machine -> JSONValue in
        [
            "name": .string(machine.name), "state": .string(machine.state),
            "processorCount": machine.hardware.map { .integer(Int64($0.processorCount)) } ?? .null,
            "memoryBytes": machine.hardware.map { .integer($0.memoryBytes) } ?? .null,
            "diskCount": machine.hardware.map { .integer(Int64($0.diskCount)) } ?? .null,
            "uptimeSeconds": machine.uptimeSeconds.map { .double($0) } ?? .null,
            "processID": machine.processID.map { .integer(Int64($0)) } ?? .null,
            "problem": machine.problem.map { .string($0) } ?? .null,
        ]
    }
    return JSONValue.array(elements).jsonText(pretty: true) + "\n"
}

/// Columns as wide as their widest cell.
func tableText(_ rows: [[String]]) -> String {
    let cells = rows.map { $0.map(printable) }
    let widths = (cells.first ?? []).indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    return cells.map { row in
        var line = ""
        for (cell, width) in zip(row, widths) { line += cell + String(repeating: " ", count: width - cell.count + 2) }
        while line.last == " " { line.removeLast() }
        return line + "\n"
    }.joined()
}
