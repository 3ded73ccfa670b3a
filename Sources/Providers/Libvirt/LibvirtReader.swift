internal import Failures
internal import ByteStreams
public import Inventory
internal import XML

/// A machine that a libvirt domain describes, with what a user should know about it.
public struct LibvirtDomain: Sendable, Equatable {
    /// The machine.
    public var machine: SourceMachine
    /// Things that stop nothing, as sentences.
    public var warnings: [String]

    /// Describes a domain.
    public init(machine: SourceMachine, warnings: [String]) {
        self.machine = machine
        self.warnings = warnings
    }
}

/// Reads domain descriptions as `virsh dumpxml` writes them (libvirt, Domain XML format).
public enum LibvirtReader {
    private static let maximumBytes = 4 << 20

    /// Reads a description and looks into the headers of its disks.
    ///
    /// Blocking. Relative image paths start at the description's folder.
    /// - Throws: `LibvirtError`, `XMLError`, `DiskFormatError`, `StreamError`.
    public static func read(path: String) throws -> LibvirtDomain {
        let bytes = try ByteContent(file: path).readHead(maximumBytes + 1)
        var limits = XMLDocument.Limits()
        limits.totalBytes = maximumBytes
        let root = try XMLDocument(bytes, name: path, limits: limits).root
        guard root.name == "domain" else {
            throw LibvirtError.malformed(path: path, line: root.line, reason: "Its root is \(root.name), not domain")
        }
        return try LibvirtMachine(root, path: path).read()
    }
}

/// Builds the description of one domain.
struct LibvirtMachine {
    private let root: XMLElement
    private let path: String

    init(_ root: XMLElement, path: String) {
        self.root = root
        self.path = path
    }

    func read() throws -> LibvirtDomain {
        guard let name = root.childText("name") else { throw malformed(root, "The domain has no name") }
        let uuid = root.childText("uuid")?.lowercased()
        let exporter: SourceMachine.SourceOrigin.Exporter = root.attribute("type") == "xen" ? .xen : .unknown
        let origin = SourceMachine.SourceOrigin(kind: .libvirt, exporter: exporter, path: path)
        var machine = SourceMachine(id: uuid ?? name, name: name, origin: origin)
        machine.hardwareUUID = uuid
        machine.processor = try processor()
        machine.memoryBytes = try memoryBytes()
        machine.firmware = firmware
        machine.guest.platformID = root.descendants.first { $0.name == "os" && $0.namespace != nil }?.attribute("id")
        machine.notes.annotation = root.childText("description") ?? root.childText("title")
        machine.clockOffset = root.child("clock").flatMap { $0.attribute("timezone") ?? $0.attribute("offset") }
        machine.hotplug.cpuAdd = root.child("vcpu")?.attribute("current") != nil
        machine.hotplug.memoryAdd = root.child("maxMemory") != nil
        let devices = root.child("devices")?.children ?? []
        machine.hasTPM = devices.contains { $0.name == "tpm" }
        let disks = try LibvirtDisks(devices, path: path)
        machine.controllers = disks.controllers
        machine.disks = disks.disks
        machine.nics = LibvirtDevices.networkCards(devices)
        machine.otherDevices = disks.removable + LibvirtDevices.others(devices)
        return LibvirtDomain(machine: machine, warnings: warnings(machine))
    }

    private func warnings(_ machine: SourceMachine) -> [String] {
        var warnings: [String] = []
        if machine.disks.isEmpty { warnings.append("The domain \"\(machine.name)\" has no disks.") }
        if root.first("os", "kernel") != nil {
            warnings.append("The domain starts a kernel of its host; the migrated machine starts from its disk.")
        }
        return warnings
    }

    private func malformed(_ element: XMLElement, _ reason: String) -> LibvirtError {
        .malformed(path: path, line: element.line, reason: reason)
    }

    private func processor() throws(LibvirtError) -> SourceMachine.Processor {
        let topology = root.first("cpu", "topology")
        var processor = SourceMachine.Processor(
            count: nil, coresPerSocket: try processors(topology?.attribute("cores"), topology ?? root),
            threadsPerCore: try processors(topology?.attribute("threads"), topology ?? root))
        guard let vcpu = root.child("vcpu") else {
            // libvirt's own default.
            processor.count = 1
            return processor
        }
        processor.count = try processors(vcpu.attribute("current") ?? vcpu.text, vcpu)
        return processor
    }

    /// A number of processors; nil when it isn't stated, or is zero.
    private func processors(_ text: String?, _ element: XMLElement) throws(LibvirtError) -> Int? {
        guard let text else { return nil }
        guard let number = Int(text), (0...SourceMachine.Processor.maximumCount).contains(number) else {
            throw malformed(element, "The number of processors is \"\(text)\"")
        }
        return number == 0 ? nil : number
    }

    /// The memory that the machine may use; `currentMemory` is a balloon's state and may be less.
    private func memoryBytes() throws(LibvirtError) -> Int64? {
        guard let element = root.child("memory") ?? root.child("currentMemory") else { return nil }
        guard let unit = Self.units[element.attribute("unit") ?? "KiB"], let quantity = Int64(element.text),
            quantity >= 0, quantity <= SourceMachine.maximumMemoryBytes / unit
        else { throw malformed(element, "The memory is \"\(element.text)\" \(element.attribute("unit") ?? "KiB")") }
        return quantity == 0 ? nil : quantity * unit
    }

    /// libvirt's units: the plain letters are powers of two, those with a B powers of ten.
    private static let units: [String: Int64] = [
        "b": 1, "bytes": 1, "KB": 1000, "k": 1 << 10, "KiB": 1 << 10, "MB": 1_000_000, "M": 1 << 20, "MiB": 1 << 20,
        "GB": 1_000_000_000, "G": 1 << 30, "GiB": 1 << 30, "TB": 1_000_000_000_000, "T": 1 << 40, "TiB": 1 << 40,
    ]

    /// Full virtualisation has a BIOS unless it says otherwise; a paravirtual Xen guest has no firmware at all.
    private var firmware: SourceMachine.Firmware? {
        guard let os = root.child("os") else { return nil }
        let loader = os.child("loader")
        let loaderPath = loader?.text.lowercased() ?? ""
        let hasEFILoader =
            loader?.attribute("type") == "pflash" || ["ovmf", "edk2", "aavmf"].contains { loaderPath.contains($0) }
        guard os.attribute("firmware") == "efi" || hasEFILoader else {
            return os.childText("type") == "hvm" ? .bios : nil
        }
        let features = os.child("firmware")?.children("feature") ?? []
        let isSecure = features.contains {
            $0.attribute("name") == "secure-boot" && $0.attribute("enabled") == "yes"
        }
        return .efi(secureBoot: isSecure || loader?.attribute("secure") == "yes")
    }
}
