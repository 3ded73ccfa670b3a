import Foundation

/// The appliances that the tests read: the fixtures' descriptors with disks made for them.
enum Appliances {
    /// Puts a fixture's descriptor into the folder, `@SIZE(name)@` replaced by the file's length.
    static func descriptor(_ fixtureName: String, in folder: TemporaryFolder, as name: String) throws {
        var text = try fixture(fixtureName)
        while let start = text.range(of: "@SIZE("),
            let end = text.range(of: ")@", range: start.upperBound..<text.endIndex)
        {
            let size = try folder.read(String(text[start.upperBound..<end.lowerBound])).count
            text.replaceSubrange(start.lowerBound..<end.upperBound, with: String(size))
        }
        try folder.write(name, text)
    }

    /// vSphere's with its two disks, as loose files.
    static func vsphere(in folder: TemporaryFolder) throws {
        try folder.image("web-1.vmdk", "vmdk", mebibytes: 16, options: "subformat=streamOptimized")
        try folder.image("web-2.vmdk", "vmdk", mebibytes: 32, options: "subformat=streamOptimized")
        try descriptor("vsphere.ovf", in: folder, as: "web.ovf")
    }

    /// A manifest of the files, as `sha256sum` computes it.
    static func manifest(_ name: String, of files: [String], in folder: TemporaryFolder, tool: String = "sha256sum")
        throws
    {
        let algorithm = tool.replacing("sum", with: "").uppercased()
        let lines = try files.map { file in
            "\(algorithm)(\(file))= \(try run(tool, folder.file(file)).split(separator: " ")[0])\n"
        }
        try folder.write(name, lines.joined())
    }

    /// A small appliance of one raw disk of 1 MiB, for tests of what surrounds it.
    static func small(
        in folder: TemporaryFolder, href: String = "disk.raw", size: Int? = 1 << 20, disk: String = "",
        document: (String) -> String = { $0 }
    ) throws {
        try folder.write("disk.raw", randomBytes(1 << 20))
        let sizeText = size.map { "ovf:size=\"\($0)\"" } ?? ""
        let text = """
            <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" \
            xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData">
            <References><File ovf:id="f" ovf:href="\(href)" \(sizeText)/></References>
            <DiskSection><Disk ovf:diskId="d" ovf:fileRef="f" ovf:capacity="1048576" \(disk)/></DiskSection>
            <VirtualSystem ovf:id="small"><VirtualHardwareSection>
            <Item><rasd:InstanceID>1</rasd:InstanceID><rasd:ResourceType>17</rasd:ResourceType>\
            <rasd:HostResource>ovf:/disk/d</rasd:HostResource></Item>
            </VirtualHardwareSection></VirtualSystem>
            </Envelope>
            """
        try folder.write("small.ovf", document(text))
    }
}
