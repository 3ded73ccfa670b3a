internal import Inventory
internal import Resources

/// Processors and memory.
struct ProcessorMapping {
    static let defaultCount = 2
    static let defaultMemoryBytes: Int64 = 2 << 30
    private static let path = "spec.template.spec.domain."

    static func cpu(of processor: SourceMachine.Processor, _ record: inout MappingRecord) -> Domain.CPU {
        let count = processor.count.flatMap { $0 > 0 ? $0 : nil }
        guard let count else {
            return recorded(
                Domain.CPU(sockets: defaultCount, cores: 1, threads: 1), source: nil, rule: "default.cpu",
                note: "The source does not say how many processors there are.", &record)
        }
        let cores = processor.coresPerSocket ?? 1
        let threads = processor.threadsPerCore ?? 1
        // A multiplication would overflow on numbers that only a hostile description has.
        guard cores > 0, threads > 0, count % cores == 0, (count / cores) % threads == 0 else {
            let note = "\(count) processors can't be arranged in sockets of \(cores) cores with \(threads) threads."
            record.changed("processors", note + " They became \(count) sockets of one core.", rule: "cpu.flat")
            return recorded(
                Domain.CPU(sockets: count, cores: 1, threads: 1), source: "processor.count", rule: "cpu.flat",
                note: note, &record)
        }
        return recorded(
            Domain.CPU(sockets: count / cores / threads, cores: cores, threads: threads),
            source: "processor", rule: "cpu.topology", note: nil, &record)
    }

    private static func recorded(
        _ cpu: Domain.CPU, source: String?, rule: String, note: String?, _ record: inout MappingRecord
    ) -> Domain.CPU {
        let parts = [("sockets", cpu.sockets), ("cores", cpu.cores), ("threads", cpu.threads)]
        for (name, value) in parts {
            record.field(path + "cpu." + name, value ?? 1, from: source, rule: rule, note: note)
        }
        return cpu
    }

    static func memory(of source: SourceMachine, _ record: inout MappingRecord) -> Domain.Memory {
        let target = path + "memory.guest"
        guard let bytes = source.memoryBytes, bytes > 0 else {
            let quantity = Quantity(bytes: defaultMemoryBytes)
            record.field(
                target, quantity, from: nil, rule: "default.memory",
                note: "The source does not say how much memory there is.")
            return Domain.Memory(guest: quantity)
        }
        let quantity = Quantity(bytes: bytes)
        record.field(target, quantity, from: "memoryBytes", rule: "memory.exact")
        return Domain.Memory(guest: quantity)
    }
}
