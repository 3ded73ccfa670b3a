internal import Inventory
internal import XML

/// A descriptor's root: where its sections and systems are, in the spellings of all exporters.
struct OVFEnvelope {
    let root: XMLElement
    let descriptor: String
    let exporter: SourceMachine.SourceOrigin.Exporter
    /// The virtual systems, of all collections.
    let systems: [XMLElement]

    private static let maximumSystems = 1000

    init(_ root: XMLElement, descriptor: String) throws(OVFError) {
        guard root.name == "Envelope" else {
            throw .malformed(descriptor: descriptor, line: root.line, reason: "Its root is \(root.name), not Envelope")
        }
        self.root = root
        self.descriptor = descriptor
        exporter = OVFExporter.recognise(root)
        systems = Self.systems(in: root)
        guard !systems.isEmpty else {
            throw .malformed(descriptor: descriptor, line: root.line, reason: "It has no VirtualSystem")
        }
        guard systems.count <= Self.maximumSystems else {
            throw .malformed(
                descriptor: descriptor, line: root.line, reason: "It has more than \(Self.maximumSystems) systems")
        }
    }

    /// The sections of a name: as their own element, or (oVirt's storage domains) as `Section` of that type.
    static func sections(_ name: String, in element: XMLElement) -> [XMLElement] {
        element.children.filter { child in
            child.name == name || (child.name == "Section" && isType(child, name))
        }
    }

    /// A malformed descriptor, at an element.
    func malformed(_ element: XMLElement, _ reason: String) -> OVFError {
        .malformed(descriptor: descriptor, line: element.line, reason: reason)
    }

    /// What should be told about the machines, in the order of the descriptor.
    func warnings(_ machines: [SourceMachine]) -> [String] {
        var warnings: [String] = []
        let names = machines.map(\.name)
        for name in Set(names.filter { name in names.filter { $0 == name }.count > 1 }).sorted() {
            warnings.append("Several machines are named \"\(name)\"; choose by the identifier.")
        }
        for machine in machines where machine.disks.isEmpty {
            warnings.append("The machine \"\(machine.name)\" has no disks.")
        }
        return warnings
    }

    private static func systems(in element: XMLElement) -> [XMLElement] {
        element.children.flatMap { child -> [XMLElement] in
            switch child.name {
            case "VirtualSystem": return [child]
            case "VirtualSystemCollection": return systems(in: child)
            case "Content" where isType(child, "VirtualSystem"): return [child]
            default: return []
            }
        }
    }

    /// Whether `xsi:type` says `ovf:NAME_Type`.
    private static func isType(_ element: XMLElement, _ name: String) -> Bool {
        element.attribute("type")?.split(separator: ":").last == Substring("\(name)_Type")
    }
}
