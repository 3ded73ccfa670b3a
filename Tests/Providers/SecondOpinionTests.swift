import Foundation
import Inventory
import OVFProvider
import Testing

/// virt-v2v reads the same appliances and says what it sees: a second opinion that costs a second.
@Suite("virt-v2v sees the same machines")
struct SecondOpinionTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// What `virt-v2v -i ova PATH --print-source` prints.
    private struct Opinion {
        var text: String

        init(of path: String) throws { text = try run("sh", "-c", "virt-v2v -i ova '\(path)' --print-source 2>&1") }

        var memoryBytes: Int64? { text.firstMatch(of: /memory: (\d+)/).flatMap { Int64($0.output.1) } }
        var processors: Int? { text.firstMatch(of: /nr vCPUs: (\d+)/).flatMap { Int($0.output.1) } }
        var disks: Int { text.matches(of: /(?m)^\s+0*\d+ \[(ide|scsi|virtio-blk|virtio-scsi|sata)\]/).count }
        var macAddresses: [String] { text.matches(of: /mac: ([0-9a-fA-F:]{17})/).map { $0.output.1.lowercased() } }
        var firmware: String? { text.firstMatch(of: /firmware: (\w+)/).map { String($0.output.1) } }
    }

    private func compare(_ path: String) throws {
        let machine = try #require(try OVFReader.read(path: path).machines.first)
        let opinion = try Opinion(of: path)
        let comment: Comment = "\(opinion.text)"
        #expect(machine.memoryBytes == opinion.memoryBytes, comment)
        #expect(machine.processor.count == opinion.processors, comment)
        #expect(machine.disks.count == opinion.disks, comment)
        #expect(machine.nics.compactMap(\.macAddress) == opinion.macAddresses, comment)
        #expect(machine.firmware != .efi(secureBoot: true) || opinion.firmware == "uefi", comment)
    }

    @Test("of vSphere's OVA")
    func vsphere() throws {
        try Appliances.vsphere(in: folder)
        try Appliances.manifest("web.mf", of: ["web.ovf", "web-1.vmdk", "web-2.vmdk"], in: folder)
        try folder.tar("web.ova", ["web.ovf", "web.mf", "web-1.vmdk", "web-2.vmdk"])
        try compare(folder.file("web.ova"))
    }

    @Test("of a folder of Workstation's, its file's name not escaped")
    func workstation() throws {
        try folder.image("My Box-disk1.vmdk", "vmdk", mebibytes: 16, options: "subformat=streamOptimized")
        try Appliances.descriptor("workstation.ovf", in: folder, as: "box.ovf")
        // virt-v2v takes the reference as it stands.
        try run("sed", "-i", "s/%20/ /", folder.file("box.ovf"))
        try compare(folder.path)
    }
}
