internal import Arguments
internal import Values

/// `gantry vm list`: the machines of a folder and what they do.
func machineListCommand(_ services: Services, _ streams: StandardStreams) -> Command {
    Command("list", "Lists the machines of a folder.") { arguments in
        let folder = arguments.machineFolder()
        let output = arguments.option("output", short: "o", "FORMAT", "How to write it.", default: ResultFormat.text)
        return { values in
            let machines = try await services.machines(try values[folder]).list()
            try streams.writeOutput(try values[output] == .json ? json(machines) : table(machines))
        }
    }
}

private func table(_ machines: [MachineState]) -> String {
    let rows = machines.map { [$0.name, $0.state, $0.processID.map { String($0) } ?? "-", $0.detail] }
    return tableText([["NAME", "STATE", "PID", "DETAIL"]] + rows)
}

private func json(_ machines: [MachineState]) -> String {
    let elements = machines.map { machine -> JSONValue in
        [
            "name": .string(machine.name), "state": .string(machine.state),
            "processID": machine.processID.map { .integer(Int64($0)) } ?? .null, "detail": .string(machine.detail),
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
