internal import ByteStreams
internal import DiskFormats
internal import Files
internal import Inventory
internal import XML

/// The disks and disk controllers of a domain.
struct LibvirtDisks {
    private(set) var controllers: [DiskController] = []
    private(set) var disks: [SourceDisk] = []
    private(set) var removable: [SourceMachine.OtherDevice] = []
    private let folder: String
    private var imagePaths: [String] = []

    init(_ devices: [XMLElement], path: String) throws {
        folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        for element in devices where element.name == "controller" {
            guard let bus = DiskController.Bus(rawValue: element.attribute("type") ?? ""), bus != .usb else { continue }
            let number = element.attribute("index").flatMap { Int($0) } ?? 0
            controllers.append(
                DiskController(
                    id: "\(bus.rawValue)\(number)", bus: bus, model: element.attribute("model"), number: number))
        }
        for element in devices where element.name == "disk" { try take(element) }
        sort()
    }

    private mutating func take(_ element: XMLElement) throws {
        let target = element.child("target")
        let name = target?.attribute("dev") ?? "disk\(disks.count + 1)"
        let device = element.attribute("device") ?? "disk"
        guard device == "disk" || device == "lun" else {
            removable.append(SourceMachine.OtherDevice(kind: device, label: name))
            return
        }
        guard !disks.contains(where: { $0.id == name }) else { throw LibvirtError.duplicateTarget(disk: name) }
        let content = try content(element, name)
        let place = place(element, target, name)
        disks.append(
            SourceDisk(
                id: name, label: name, capacityBytes: content.virtualSizeBytes, controllerID: place.controller,
                unit: place.unit, bootOrder: element.child("boot")?.attribute("order").flatMap { Int($0) },
                serial: element.childText("serial"), isShared: element.child("shareable") != nil,
                isReadOnly: element.child("readonly") != nil, content: content))
    }

    private mutating func content(_ element: XMLElement, _ name: String) throws -> DiskContent {
        let kind = element.attribute("type") ?? "file"
        guard kind == "file" else { throw LibvirtError.diskKind(disk: name, kind: kind) }
        guard let file = element.child("source")?.attribute("file"), !file.isEmpty else {
            throw LibvirtError.missingImage(disk: name, path: "no file")
        }
        let stated = file.hasPrefix("/") ? file : folder + file
        // One image under two names gets one, so that it is seen to be one.
        let path = imagePaths.first { Files.isSameFile($0, stated) } ?? stated
        imagePaths.append(path)
        guard let bytes = try? ByteContent(file: path, name: path) else {
            throw LibvirtError.missingImage(disk: name, path: path)
        }
        return try DiskContent.inspect(bytes: bytes, claim: claim(element, name), by: .domain)
    }

    /// The driver's type is the domain's word, and QEMU follows it; without one libvirt takes the image for raw,
    /// which is believed only of an image that doesn't look like another format.
    private func claim(_ element: XMLElement, _ name: String) throws(LibvirtError) -> DiskFormatClaim {
        guard let type = element.child("driver")?.attribute("type") else { return .named(.raw) }
        guard let format = DiskFormat.allCases.first(where: { $0.driver == type }) else {
            throw .diskFormat(disk: name, type: type)
        }
        return .certain(format)
    }

    private mutating func place(
        _ element: XMLElement, _ target: XMLElement?, _ name: String
    ) -> (controller: String, unit: Int?) {
        let bus = target?.attribute("bus") ?? Self.defaultBus(name)
        let known = DiskController.Bus(rawValue: bus) ?? .other
        let address = element.child("address").flatMap { $0.attribute("type") == "drive" ? $0 : nil }
        let number = { (name: String) in address?.attribute(name).flatMap { Int($0) } }
        let index = number("controller") ?? 0
        let id = known == .virtio || known == .other ? bus : "\(bus)\(index)"
        if !controllers.contains(where: { $0.id == id }) {
            controllers.append(DiskController(id: id, bus: known, model: nil, number: index))
        }
        // IDE has two buses of two units; SCSI has targets.
        let unit = number("unit").map { (number("bus").map { $0 &* 2 } ?? 0) &+ (number("target") ?? 0) &+ $0 }
        return (id, unit ?? Self.letters(name))
    }

    /// libvirt's rule: the beginning of the name says the bus.
    private static func defaultBus(_ name: String) -> String {
        if name.hasPrefix("hd") { return "ide" }
        if name.hasPrefix("sd") { return "scsi" }
        if name.hasPrefix("xvd") { return "xen" }
        return "virtio"
    }

    /// `vda` is 0, `vdb` 1, `vdaa` 26.
    private static func letters(_ name: String) -> Int? {
        let values = (name.hasPrefix("xvd") ? name.dropFirst(3) : name.dropFirst(2)).prefix(4).map { $0.asciiValue }
        guard !values.isEmpty, values.allSatisfy({ $0.map { (97...122).contains($0) } ?? false }) else { return nil }
        return values.reduce(0) { $0 * 26 + Int($1 ?? 97) - 96 } - 1
    }

    /// Boot order where stated; else by bus in order of appearance, controller and unit.
    private mutating func sort() {
        let keyed = disks.enumerated().map { place, disk -> (SourceDisk, [Int]) in
            let controller = controllers.firstIndex { $0.id == disk.controllerID } ?? .max
            return (disk, [disk.bootOrder ?? .max, controller, disk.unit ?? .max, place])
        }
        disks = keyed.sorted { $0.1.lexicographicallyPrecedes($1.1) }.map(\.0)
    }
}
