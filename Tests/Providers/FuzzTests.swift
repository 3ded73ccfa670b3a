import Archive
import ByteStreams
import DiskFormats
import Failures
import Foundation
import OVFProvider
import Testing
import XML

/// Seeded mutations of sound inputs: whatever comes in, the readers end soon, and with a named error if they fail.
@Suite("Mutated input", .serialized)
struct FuzzTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder(inMemory: true) }

    /// The seed; `GANTRY_FUZZ_SEED` replays another one.
    private static let seed = ProcessInfo.processInfo.environment["GANTRY_FUZZ_SEED"].flatMap(UInt64.init) ?? 20_261_120

    /// Changes a few bytes, often to values that numbers break at, or cuts, repeats or removes a run.
    private func mutated(_ bytes: [UInt8], in range: Range<Int>, _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0...Int.random(in: 0..<4, using: &random) {
            guard range.lowerBound < bytes.count else { break }
            let place = Int.random(in: range.lowerBound..<min(range.upperBound, bytes.count), using: &random)
            let length = min(Int.random(in: 1...16, using: &random), bytes.count - place)
            switch Int.random(in: 0..<8, using: &random) {
            case 0: bytes.removeSubrange(place..<place + length)
            case 1: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
            case 2: bytes.removeLast(Int.random(in: 0...min(bytes.count - place, 4096), using: &random))
            case 3, 4: bytes[place] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &random) ?? 0
            case 5: for index in place..<place + length { bytes[index] = 0xFF }
            default: bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
        }
        return bytes
    }

    /// Runs the work on mutations; anything but success and a named error is a fault.
    private func fuzz(
        _ bytes: [UInt8], in range: Range<Int>? = nil, rounds: Int, _ name: String, _ work: ([UInt8]) throws -> Void
    ) {
        let start = ContinuousClock.now
        var failures = 0
        for round in 0..<rounds {
            var random = SeededGenerator(seed: Self.seed &+ UInt64(round) &* 7919)
            let input = mutated(bytes, in: range ?? 0..<bytes.count, &random)
            do { try work(input) } catch is any NamedError { failures += 1 } catch {
                Issue.record("\(name), seed \(Self.seed), round \(round): \(error)")
            }
        }
        #expect(failures > rounds / 50, "\(name): mutations hardly ever matter")
        #expect(ContinuousClock.now - start < .seconds(20), "\(name) takes too long")
    }

    @Test("Descriptors")
    func descriptors() throws {
        try folder.write("disk.raw", randomBytes(4096))
        for name in ["vsphere.ovf", "ovirt.ovf", "vapp.ovf"] {
            // Every file is the same small one, so that reading comes as far as it can.
            let text = try fixture(name).replacing(/ovf:href="[^"]*"/, with: "ovf:href=\"disk.raw\"")
                .replacing(/@SIZE\([^)]*\)@/, with: "4096")
            fuzz(Array(text.utf8), rounds: 400, name) { bytes in
                try folder.write("fuzz.ovf", bytes)
                _ = try OVFReader.read(path: folder.file("fuzz.ovf"))
            }
        }
    }

    @Test("Manifests")
    func manifests() throws {
        try Appliances.small(in: folder)
        try Appliances.manifest("small.mf", of: ["small.ovf", "disk.raw"], in: folder)
        fuzz(try folder.read("small.mf"), rounds: 500, "manifest") { bytes in
            try folder.write("small.mf", bytes)
            _ = try OVFReader.read(path: folder.file("small.ovf"))
        }
    }

    @Test("Archives", arguments: ["ustar", "pax", "gnu"])
    func archives(format: String) throws {
        let long = String(repeating: "n", count: 120)
        try folder.write(long, "x")
        try folder.write("a.ovf", randomBytes(600))
        try folder.tar("a.tar", format == "ustar" ? ["a.ovf"] : ["a.ovf", long], format: format)
        fuzz(try folder.read("a.tar"), rounds: 500, format) { bytes in
            let path = try folder.write("fuzz.tar", bytes)
            _ = try ArchiveIndex.read(path: path)
        }
    }

    static let imageHeaders: [(driver: String, options: String, headers: Range<Int>)] = [
        ("qcow2", "cluster_size=4096", 0..<20480), ("vmdk", "", 0..<1536),
        ("vmdk", "subformat=streamOptimized", 0..<1536), ("vpc", "", 0..<2048), ("vdi", "", 0..<512),
    ]

    @Test("Disk images", arguments: imageHeaders)
    func images(driver: String, options: String, headers: Range<Int>) throws {
        try folder.image("disk", driver, mebibytes: 1, options: options)
        let image = try folder.read("disk")
        fuzz(image, in: headers, rounds: 150, driver) { bytes in
            let path = try folder.write("fuzz", bytes)
            _ = try DiskContent.inspect(bytes: ByteContent(file: path), claim: nil)
        }
        let format = try DiskContent.inspect(bytes: ByteContent(file: folder.file("disk")), claim: nil).format
        fuzz(image, in: headers, rounds: 150, driver) { bytes in
            let path = try folder.write("fuzz", bytes)
            _ = try DiskContent.inspect(bytes: ByteContent(file: path), claim: .certain(format))
        }
    }

    @Test("VHDX, its headers, regions and metadata")
    func vhdx() throws {
        try folder.image("disk", "vhdx", mebibytes: 1)
        let image = try folder.read("disk")
        for headers in [65536..<65700, 196608..<196700, 2_097_152..<2_097_300] {
            fuzz(image, in: headers, rounds: 30, "vhdx") { bytes in
                let path = try folder.write("fuzz", bytes)
                _ = try DiskContent.inspect(bytes: ByteContent(file: path), claim: .certain(.vhdx))
            }
        }
    }

    /// Values that arithmetic on a header's fields breaks at.
    private static let extremes: [[UInt8]] = [
        [UInt8](repeating: 0, count: 8), [UInt8](repeating: 0xFF, count: 8),
        [0x7F] + [UInt8](repeating: 0xFF, count: 7), [UInt8](repeating: 0xFF, count: 7) + [0x7F],
    ]

    /// Headers of formats by their fields: where they lie in a fresh image of 1 MiB.
    static let fieldHeaders: [(driver: String, options: String, headers: [Range<Int>])] = [
        ("qcow2", "cluster_size=4096", [0..<104]), ("vmdk", "", [8..<80]),
        ("vmdk", "subformat=streamOptimized", [8..<80]), ("vpc", "", [8..<88, 512..<560]),
        ("vpc", "subformat=fixed", []), ("vdi", "", [0x40..<0x190]),
        ("vhdx", "", [65536..<65640, 196_608..<196_680, 2_097_152..<2_097_260]),
    ]

    @Test("Whole fields of headers at their extremes, two at a time", arguments: fieldHeaders)
    func fields(driver: String, options: String, headers: [Range<Int>]) throws {
        try folder.image("disk", driver, mebibytes: 1, options: options)
        let image = try folder.read("disk")
        let format = try DiskContent.inspect(bytes: ByteContent(file: folder.file("disk")), claim: nil).format
        // A VHD's footer is read at its end; its checksum would hide what comes after it.
        let ranges = headers + (driver == "vpc" ? [(image.count - 512)..<(image.count - 424)] : [])
        let places = ranges.flatMap { Array(stride(from: $0.lowerBound, to: $0.upperBound, by: 4)) }
        for round in 0..<150 {
            var random = SeededGenerator(seed: Self.seed &+ UInt64(round) &* 104_729)
            var bytes = image
            for _ in 0..<2 {
                let place = places.randomElement(using: &random) ?? 0
                let field = Self.extremes.randomElement(using: &random) ?? []
                for (index, byte) in field.prefix(Bool.random(using: &random) ? 8 : 4).enumerated()
                where place + index < bytes.count {
                    bytes[place + index] = byte
                }
            }
            if driver == "vpc" { Self.sumVHD(&bytes) }
            let path = try folder.write("fuzz", bytes)
            for claim in [nil, DiskFormatClaim.certain(format)] {
                do { _ = try DiskContent.inspect(bytes: ByteContent(file: path), claim: claim) } catch {
                    guard !(error is any NamedError) else { continue }
                    Issue.record("\(driver), seed \(Self.seed), round \(round): \(error)")
                }
            }
        }
    }

    /// Makes a footer's checksum right again.
    private static func sumVHD(_ bytes: inout [UInt8]) {
        let footer = bytes.count - 512
        let sum = bytes[footer...].enumerated().reduce(UInt32(0)) {
            (64..<68).contains($1.offset) ? $0 : $0 &+ UInt32($1.element)
        }
        bytes.replaceSubrange(footer + 64..<footer + 68, with: withUnsafeBytes(of: (~sum).bigEndian) { Array($0) })
    }

    @Test("A qcow2 image of no size with a table far away")
    func emptyQcow2() throws {
        try folder.image("disk", "qcow2", mebibytes: 1)
        var image = try folder.read("disk")
        image.replaceSubrange(24..<32, with: [UInt8](repeating: 0, count: 8))
        image.replaceSubrange(40..<48, with: [UInt8](repeating: 0xFF, count: 8))
        let path = try folder.write("fuzz", image)
        #expect(throws: DiskFormatError.self) { try DiskContent.inspect(bytes: ByteContent(file: path), claim: nil) }
    }
}
