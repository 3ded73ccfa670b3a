internal import DiskFormats
internal import Inventory
internal import XML

/// Builds the description of one virtual system.
struct OVFMachine {
    let system: XMLElement
    let envelope: OVFEnvelope
    let origin: SourceMachine.SourceOrigin
    let hardware: XMLElement
    let items: [HardwareItem]

    init(_ system: XMLElement, envelope: OVFEnvelope, origin: SourceMachine.SourceOrigin) throws(OVFError) {
        self.system = system
        self.envelope = envelope
        self.origin = origin
        guard let hardware = OVFEnvelope.sections("VirtualHardwareSection", in: system).first else {
            throw envelope.malformed(system, "The virtual system has no VirtualHardwareSection")
        }
        self.hardware = hardware
        items = HardwareItem.items(of: hardware, configuration: Self.defaultConfiguration(envelope.root))
    }

    func read(_ section: inout OVFDiskSection) throws -> SourceMachine {
        let identifier = hardware.first("System", "VirtualSystemIdentifier")?.text
        let id = system.attribute("id") ?? identifier ?? "machine"
        let name = system.childText("Name") ?? identifier.flatMap { $0.isEmpty ? nil : $0 } ?? id
        var machine = SourceMachine(id: id, name: name, origin: origin)
        machine.processor = try processor()
        machine.memoryBytes = try memoryBytes()
        machine.guest = guest
        machine.notes = notes
        machine.hasTPM = items.contains(where: \.isTPM)
        machine.controllers = OVFControllers(items).controllers
        machine.disks = try OVFDisks(self).read(&section, controllers: &machine.controllers)
        machine.nics = OVFNetworkCards(self).cards
        machine.otherDevices = OVFOtherDevices.devices(items)
        OVFPlatformFacts(self).add(to: &machine)
        return machine
    }

    private static func defaultConfiguration(_ root: XMLElement) -> String? {
        let configurations = OVFEnvelope.sections("DeploymentOptionSection", in: root)
            .flatMap { $0.children("Configuration") }
        return (configurations.first { $0.attribute("default") == "true" } ?? configurations.first)?.attribute("id")
    }

    private func processor() throws(OVFError) -> SourceMachine.Processor {
        guard let item = items.first(where: { $0.resourceType == 3 }) else {
            return SourceMachine.Processor(count: nil, coresPerSocket: nil, threadsPerCore: nil)
        }
        let sockets = try processors(item, "num_of_sockets")
        let cores = try processors(item, item.text("CoresPerSocket") == nil ? "cpu_per_socket" : "CoresPerSocket")
        let threads = try processors(item, "threads_per_cpu")
        let quantity = try processors(item, "VirtualQuantity")
        let count = quantity ?? sockets.map { $0 * (cores ?? 1) * (threads ?? 1) }
        guard count ?? 0 <= SourceMachine.Processor.maximumCount else {
            throw .beyondLimit(
                text: "\(count ?? 0)", limit: "\(SourceMachine.Processor.maximumCount) processors",
                line: item.element.line)
        }
        return SourceMachine.Processor(count: count, coresPerSocket: cores, threadsPerCore: threads)
    }

    /// A number of processors; nil when it isn't stated, or is zero.
    private func processors(_ item: HardwareItem, _ name: String) throws(OVFError) -> Int? {
        guard let text = item.text(name), !text.isEmpty else { return nil }
        guard let number = Int(text), (0...SourceMachine.Processor.maximumCount).contains(number) else {
            throw .beyondLimit(
                text: text, limit: "\(SourceMachine.Processor.maximumCount) processors", line: item.element.line)
        }
        return number == 0 ? nil : number
    }

    /// The memory, nil when it isn't stated or is zero; a quantity without a unit that is below 2^20 can only have been meant in mebibytes.
    private func memoryBytes() throws(OVFError) -> Int64? {
        guard let item = items.first(where: { $0.resourceType == 4 }), let text = item.text("VirtualQuantity") else {
            return nil
        }
        let isBare = item.text("AllocationUnits") == nil && Int64(text).map { $0 < 1 << 20 } ?? false
        let unitText = item.text("AllocationUnits") ?? (isBare ? "MiB" : "byte")
        guard let bytes = AllocationUnit(unitText)?.bytes(of: text) else {
            throw .quantity(text: text, unit: unitText, line: item.element.line)
        }
        guard bytes <= SourceMachine.maximumMemoryBytes else {
            throw .beyondLimit(text: "\(text) \(unitText)", limit: "64 TiB of memory", line: item.element.line)
        }
        return bytes == 0 ? nil : bytes
    }

    private var guest: SourceMachine.GuestDescription {
        guard let section = OVFEnvelope.sections("OperatingSystemSection", in: system).first else {
            return SourceMachine.GuestDescription()
        }
        let text = section.childText("Description")
        let platformID =
            section.attribute("osType") ?? section.childText("OSType")
            ?? (origin.exporter == .oVirt ? text : nil)
        return SourceMachine.GuestDescription(
            platformID: platformID, cimID: section.attribute("id").flatMap { Int($0) }, text: text)
    }

    private var notes: SourceMachine.Notes {
        let product = OVFEnvelope.sections("ProductSection", in: system).first
        let annotation = OVFEnvelope.sections("AnnotationSection", in: system).first?.childText("Annotation")
        return SourceMachine.Notes(
            product: product?.childText("Product"), vendor: product?.childText("Vendor"),
            version: product?.childText("Version") ?? product?.childText("FullVersion"),
            annotation: annotation ?? system.childText("Description"))
    }
}
