import DiskFileProvider
import DiskFormats
import Inventory
import Testing

@Suite("Disk images by themselves")
struct DiskFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("Images become a machine named after the first, disks in the order given")
    func machine() throws {
        try folder.image("Web.qcow2", "qcow2", mebibytes: 2)
        try folder.image("data.IMG", "raw", mebibytes: 1)
        let paths = ["Web.qcow2", "data.IMG"].map(folder.file)
        let machine = try DiskFileReader.read(paths: paths)
        #expect(machine.name == "Web")
        #expect(machine.disks.map { $0.content?.format } == [.qcow2, .raw])
        #expect(machine.disks.map(\.bootOrder) == [1, 2])
        #expect(machine.disks.map(\.virtualSizeBytes) == [2 << 20, 1 << 20])
        #expect(machine.memoryBytes == nil)
        #expect(try DiskFileReader.read(paths: paths, name: "shop").name == "shop")
    }

    @Test(
        "An image disguised by its name is refused, and read when the user says what it is",
        arguments: ["qcow2", "vmdk", "vpc", "vhdx", "vdi"])
    func disguised(driver: String) throws {
        let path = try folder.image("disk.img", driver, mebibytes: 2)
        #expect(try failureID { _ = try DiskFileReader.read(paths: [path]) } == "disk.format.ambiguous")
        let format = try #require(DiskFormat.allCases.first { $0.driver == driver })
        #expect(try DiskFileReader.read(paths: [path], format: format).disks.first?.content?.format == format)
        #expect(try DiskFileReader.read(paths: [path], format: .raw).disks.first?.content?.format == .raw)
    }

    @Test("Names that say nothing, images given twice, images that aren't there")
    func refused() throws {
        let path = try folder.image("disk", "raw", mebibytes: 1)
        #expect(try failureID { _ = try DiskFileReader.read(paths: [path]) } == "disk.format.unknown")
        #expect(try failureID { _ = try DiskFileReader.read(paths: []) } == "disk.none")
        #expect(try failureID { _ = try DiskFileReader.read(paths: [path, path], format: .raw) } == "disk.twice")
        try run("ln", path, folder.file("other"))
        for again in [folder.file("./disk"), folder.file("other")] {
            #expect(try failureID { _ = try DiskFileReader.read(paths: [path, again], format: .raw) } == "disk.twice")
        }
        #expect(try failureID { _ = try DiskFileReader.read(paths: [folder.file("x.raw")]) } == "stream.read")
        #expect(try failureID { _ = try DiskFileReader.read(paths: [folder.path], format: .raw) } == "stream.file.kind")
    }
}
