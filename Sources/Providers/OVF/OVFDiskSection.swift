internal import ByteStreams
internal import DiskFormats
internal import Inventory
internal import XML

/// The disks of a descriptor by their identifiers; each is looked into once, when a machine first asks for it.
struct OVFDiskSection {
    private let envelope: OVFEnvelope
    private let references: OVFReferences
    private var byID: [String: XMLElement] = [:]
    private var inspected: [String: DiskContent] = [:]
    private(set) var warnings: [String] = []

    init(_ envelope: OVFEnvelope, references: OVFReferences) throws {
        self.envelope = envelope
        self.references = references
        for section in OVFEnvelope.sections("DiskSection", in: envelope.root) {
            for element in section.children("Disk") {
                guard let id = element.attribute("diskId") else {
                    throw envelope.malformed(element, "A Disk needs a diskId")
                }
                guard byID.updateValue(element, forKey: id) == nil else {
                    throw OVFError.duplicate(what: "disk identifier", name: id)
                }
            }
        }
    }

    /// What a hardware item's `HostResource` refers to.
    enum Backing {
        case disk(XMLElement)
        case file(String)
    }

    /// Follows `ovf:/disk/ID`, `ovf://disk/ID`, `/disk/ID`, `ovf:/file/ID`, and oVirt's bare `DISK/IMAGE`.
    func backing(_ resource: String) -> Backing? {
        let path = resource.hasPrefix("ovf:") ? resource.dropFirst(4) : resource[...]
        let words = path.split(separator: "/", maxSplits: 1).map(String.init)
        guard let first = words.first else { return nil }
        if words.count == 2, first == "disk" { return byID[words[1]].map { .disk($0) } }
        if words.count == 2, first == "file" { return references.element(words[1]).map { _ in .file(words[1]) } }
        let byReference = byID.values.first { disk in
            [String(path), words.last].contains(disk.attribute("fileRef"))
        }
        return (words.compactMap { byID[$0] }.first ?? byReference).map { .disk($0) }
    }

    /// The disk behind an element of the section, with what its image's headers say.
    mutating func read(_ element: XMLElement, id: String, label: String) throws -> SourceDisk {
        let capacity = try self.capacity(element)
        if let parent = element.attribute("parentRef"), !parent.isEmpty {
            throw OVFError.deltaDisk(disk: id, parent: parent)
        }
        var disk = SourceDisk(id: id, label: label, capacityBytes: capacity?.bytes, content: nil)
        disk.populatedBytes = element.attribute("populatedSize").flatMap { Int64($0) }
        disk.isShared = element.attribute("shareable")?.lowercased() == "true"
        guard let reference = element.attribute("fileRef"), !reference.isEmpty else { return disk }
        let fileID = references.element(reference) == nil ? references.id(ofName: reference) ?? reference : reference
        disk.content = try inspect(fileID, format: OVFDiskFormat(element, envelope.exporter), capacity: capacity)
        return disk
    }

    /// A disk whose hardware item names its file directly.
    mutating func read(file: String, id: String, label: String) throws -> SourceDisk {
        let content = try inspect(file, format: OVFDiskFormat(), capacity: nil)
        return SourceDisk(id: id, label: label, capacityBytes: content.virtualSizeBytes, content: content)
    }

    private mutating func inspect(
        _ file: String, format: OVFDiskFormat, capacity: StatedCapacity?
    ) throws -> DiskContent {
        if let known = inspected[file] { return known }
        let bytes = try references.content(file)
        let claim = format.claim(fileName: references.element(file)?.attribute("href") ?? "")
        var content = try DiskContent.inspect(bytes: bytes, claim: claim, by: .appliance, capacity: capacity)
        content.bytes = try references.withDigests(content.bytes)
        if content.format == .vmdk, content.bytes.hasDigests,
            try content.bytes.readHead(2) == Array("# ".utf8)
        {
            warnings.append("The extents beside \(content.bytes.name) are not checked against the manifest.")
        }
        inspected[file] = content
        return content
    }

    /// The stated capacity; nil when there is none.
    ///
    /// A `${property}` stands for the property's default value.
    private func capacity(_ element: XMLElement) throws(OVFError) -> StatedCapacity? {
        guard var text = element.attribute("capacity"), !text.isEmpty else { return nil }
        if text.hasPrefix("${"), text.hasSuffix("}") {
            let key = String(text.dropFirst(2).dropLast())
            text =
                envelope.root.descendants.first { $0.name == "Property" && $0.attribute("key") == key }?
                .attribute("value") ?? text
        }
        let unitText = element.attribute("capacityAllocationUnits") ?? "byte"
        guard let unit = AllocationUnit(unitText), let bytes = unit.bytes(of: text),
            bytes <= DiskContent.maximumVirtualBytes
        else { throw .quantity(text: text, unit: unitText, line: element.line) }
        return StatedCapacity(bytes: bytes, unitBytes: unit.bytes)
    }
}

/// What a Disk element and a file's name say of the image's format.
///
/// Exporters are careless with `ovf:format`: oVirt writes one URL for qcow2 and raw. So where the URL and the
/// name agree, or only one of them speaks, the image must have that signature (and a raw one none); where they
/// disagree, or say nothing, the signature decides among what they allow.
struct OVFDiskFormat {
    private var url = ""
    private var isOVirt = false
    private var volumeFormat: String?

    init() {}

    init(_ element: XMLElement, _ exporter: SourceMachine.SourceOrigin.Exporter) {
        url = element.attribute("format")?.lowercased() ?? ""
        isOVirt = exporter == .oVirt
        volumeFormat = element.attribute("volume-format")?.uppercased()
    }

    func claim(fileName: String) -> DiskFormatClaim {
        if isOVirt { return volumeFormat == "COW" ? .named(.qcow2) : .oneOf([.qcow2, .raw]) }
        let byURL = formatsOfURL
        let byName = Self.formats(ofName: fileName)
        let agreed = byURL.filter { byName.contains($0) }
        if agreed.count == 1 { return .named(agreed[0]) }
        if !agreed.isEmpty { return .oneOf(agreed) }
        let allowed = byURL + byName
        if allowed.count == 1 { return .named(allowed[0]) }
        return .oneOf(allowed.isEmpty ? DiskFormat.allCases : allowed)
    }

    private var formatsOfURL: [DiskFormat] {
        if url.contains("vmdk") { return [.vmdk] }
        if url.contains("qcow") { return [.qcow2] }
        if url.contains("vhdx") { return [.vhdx] }
        // Microsoft's page of the VHD specification, under the names it has had.
        if url.contains("vhd") || url.contains("linkid=137171") { return [.vhd, .vhdx] }
        if url.contains("vdi") { return [.vdi] }
        return []
    }

    private static func formats(ofName name: String) -> [DiskFormat] {
        var name = name.lowercased()
        if name.hasSuffix(".gz") { name.removeLast(3) }
        switch name.split(separator: ".").last {
        case "raw", "img": return [.raw]
        case "vhd": return [.vhd, .vhdx]
        case let ending?: return DiskFormat(rawValue: String(ending)).map { [$0] } ?? []
        case nil: return []
        }
    }
}
