internal import Inventory

/// Writes the libvirt domain that virt-v2v reads: just what its `-i libvirtxml` looks at.
struct DomainXML {
    var request: ConversionRequest
    /// The overlays, in the order of the request's disks.
    var overlayPaths: [String]

    /// The document.
    /// - Throws: `ConversionError.unsuitablePath` for a path with characters that XML has no way to write.
    func text() throws(ConversionError) -> String {
        var lines = ["<domain type='kvm'>", "  <name>\(escaped(request.machineName))</name>"]
        lines.append("  <memory unit='b'>\(request.memoryBytes ?? 1 << 30)</memory>")
        lines.append("  <vcpu>\(max(1, request.processors ?? 1))</vcpu>")
        lines.append("  <os\(firmwareAttribute)><type arch='x86_64'>hvm</type></os>")
        lines.append("  <features><acpi/><apic/></features>")
        lines.append("  <devices>")
        for (index, path) in overlayPaths.enumerated() { lines += try disk(path, index: index) }
        for nic in request.nics { lines += interface(nic) }
        lines += ["  </devices>", "</domain>", ""]
        return lines.joined(separator: "\n")
    }

    private var firmwareAttribute: String {
        switch request.firmware {
        case nil: ""
        case .bios: " firmware='bios'"
        case .efi: " firmware='efi'"
        }
    }

    private func disk(_ path: String, index: Int) throws(ConversionError) -> [String] {
        guard path.unicodeScalars.allSatisfy(isXMLCharacter), path.hasPrefix("/") else {
            throw .unsuitablePath(path)
        }
        return [
            "    <disk type='file' device='disk'>",
            "      <driver name='qemu' type='qcow2'/>",
            "      <source file='\(escaped(path))'/>",
            "      <target dev='\(diskName(index))' bus='scsi'/>",
            "    </disk>",
        ]
    }

    private func interface(_ nic: ConversionRequest.NIC) -> [String] {
        var lines = ["    <interface type='network'>"]
        if let mac = nic.macAddress { lines.append("      <mac address='\(escaped(mac))'/>") }
        lines.append("      <source network='\(escaped(nic.network ?? "default"))'/>")
        return lines + ["    </interface>"]
    }

    /// `sda`, …, `sdz`, `sdaa`, …: the inverse of `diskIndex(ofDevice:)`.
    private func diskName(_ index: Int) -> String {
        var letters = ""
        var rest = index + 1
        while rest > 0 {
            letters = String(UnicodeScalar(UInt8(0x61 + (rest - 1) % 26))) + letters
            rest = (rest - 1) / 26
        }
        return "sd" + letters
    }
}

/// What XML 1.0 allows in a document (section 2.2, Char); anything else can't be written even as a reference.
private func isXMLCharacter(_ scalar: UnicodeScalar) -> Bool {
    switch scalar.value {
    case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
}

/// Text as it stands in an XML document, in elements and in attributes with either quote.
private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "'": result += "&apos;"
        case "\"": result += "&quot;"
        // Attribute values are normalised: these would come back as spaces (XML 1.0, 3.3.3).
        case "\n", "\r", "\t": result += "&#\(scalar.value);"
        default: result.unicodeScalars.append(isXMLCharacter(scalar) ? scalar : "\u{FFFD}")
        }
    }
    return result
}
