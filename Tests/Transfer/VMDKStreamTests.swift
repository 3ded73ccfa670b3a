import DiskFormats
import Failures
import Foundation
import Testing

@testable import Transfer

@Suite("A streamOptimized VMDK as VMware writes it", .serialized)
struct VMDKStreamTests {
    /// Writes one from a raw disk: directory at the end, footer, end mark; or with one thing wrong.
    static let writer = """
        import struct, sys, zlib
        raw, out, fault = sys.argv[1:4]
        data = open(raw, 'rb').read()
        G = 65536
        cap = len(data) // 512
        def header(gd, cap=cap):
            h = struct.pack('<4sIIQQQQIQQQB4sH', b'KDMV', 3, 0x30001, cap, 128, 1, 20, 512, 0, gd, 128, 0,
                            b'\\n \\r\\n', 1)
            return h + bytes(512 - len(h))
        def pad(b): return b + bytes(-len(b) % 512)
        f = open(out, 'wb')
        f.write(header(2**64 - 1, cap + 2048 if fault == 'capacity' else cap))
        f.write(pad(b'# Disk DescriptorFile\\nversion=1\\nCID=12345678\\nparentCID=ffffffff\\n'
                    b'createType="streamOptimized"\\n'))
        f.write(bytes(128 * 512 - f.tell()))
        table, tables, first = [], [], True
        def meta(sectors, kind, body):
            f.write(pad(struct.pack('<QII', sectors, 0, kind)))
            place = f.tell() // 512
            f.write(pad(body))
            return place
        for start in range(0, len(data), G):
            grain = data[start:start + G]
            if grain.count(0) == len(grain):
                table.append(0)
            else:
                if fault == 'wholeLast' and len(grain) < G: grain += bytes(G - len(grain))
                packed = zlib.compress(grain, 1)
                lba = start // 512
                if first:
                    first = False
                    if fault == 'short': packed = zlib.compress(grain[:-512])
                    if fault == 'long': packed = zlib.compress(grain + bytes(512))
                    if fault == 'garbage': packed = bytes(len(packed))
                    if fault == 'cut': packed = packed[:-20]
                    if fault == 'outside': lba = (cap + 127) // 128 * 128
                    if fault == 'unaligned': lba += 1
                    if fault == 'twice': f.write(pad(struct.pack('<QI', lba, len(packed)) + packed))
                    if fault == 'oversized':
                        f.write(pad(struct.pack('<QI', lba, 1 << 31) + packed)); continue
                table.append(f.tell() // 512)
                f.write(pad(struct.pack('<QI', lba, len(packed)) + packed))
            if len(table) == 512:
                tables.append(meta(4, 1, struct.pack('<512I', *table))); table = []
        if table:
            table += [0] * (512 - len(table))
            tables.append(meta(4, 1, struct.pack('<512I', *table)))
        gd = meta((len(tables) * 4 + 511) // 512, 2, struct.pack('<%dI' % len(tables), *tables))
        if fault == 'truncated': sys.exit()
        if fault == 'marker': meta(1, 9, b'x')
        meta(1, 3, header(gd, cap + 128 if fault == 'footer' else cap))
        f.write(bytes(512))
        if fault == 'trailing': f.write(b'more')
        """

    private func make(_ scratch: Scratch, fault: String = "none", megabytes: Int = 2, tail: Int = 0) async throws
        -> DiskCopyRequest
    {
        try await makeDisk(scratch("source.raw"), megabytes: megabytes, tail: tail, seed: 12)
        try modify(scratch("source.raw"), at: Int64(megabytes << 20 + tail - 512), [7])
        try await tool("python3", "-c", Self.writer, scratch("source.raw"), scratch("disk.vmdk"), fault)
        return try request(
            content(scratch("disk.vmdk"), .vmdk, streamable: true), size: Int64(megabytes << 20 + tail),
            to: scratch("target.raw"))
    }

    @Test("is decoded in one pass", arguments: [(0, "none"), (512, "none"), (65024, "wholeLast")])
    func decode(tail: Int, variant: String) async throws {
        let scratch = Scratch()
        let asked = try await make(scratch, fault: variant, megabytes: 34, tail: tail)
        let result = try await copy(asked)
        #expect(try await isEqual(scratch("source.raw"), asked.target))
        #expect(result.readBytes == (try fileSize(scratch("disk.vmdk"))))
        // A second opinion on the writer of this test.
        try await tool("qemu-img", "compare", "-f", "vmdk", "-F", "raw", scratch("disk.vmdk"), scratch("source.raw"))
    }

    @Test(
        "is refused by name when something is wrong with it",
        arguments: [
            ("short", "vmdk.grain.damaged"), ("long", "vmdk.grain.damaged"), ("garbage", "vmdk.grain.damaged"),
            ("cut", "vmdk.grain.damaged"), ("outside", "vmdk.grain.outside"), ("unaligned", "vmdk.grain.outside"),
            ("twice", "vmdk.grain.repeated"), ("oversized", "vmdk.grain.oversized"), ("truncated", "vmdk.truncated"),
            ("marker", "vmdk.marker.unknown"), ("footer", "vmdk.header"), ("trailing", "vmdk.trailing"),
            ("capacity", "transfer.source.longer"),
        ])
    func refuse(fault: String, id: String) async throws {
        let scratch = Scratch()
        let asked = try await make(scratch, fault: fault)
        let error = await #expect(throws: (any Error).self) { try await copy(asked) }
        #expect((error as? any NamedError)?.failure.id == id)
    }

    @Test("is refused wherever it is cut off")
    func cutOff() async throws {
        let scratch = Scratch()
        var asked = try await make(scratch)
        let whole = try Data(contentsOf: URL(fileURLWithPath: scratch("disk.vmdk")))
        var random = SplitMix64(state: 3)
        for _ in 0..<16 {
            let length = Int.random(in: 0..<(whole.count - 512), using: &random)
            try whole.prefix(length).write(to: URL(fileURLWithPath: scratch("disk.vmdk")))
            asked.content = try content(scratch("disk.vmdk"), .vmdk, streamable: true)
            asked.existing = .replace
            let cut = asked
            let error = await #expect(throws: VMDKStreamError.self, "cut at \(length)") { try await copy(cut) }
            #expect(error?.failure.id == "vmdk.truncated", "cut at \(length)")
        }
    }

    @Test("ends with a copy or a named error whatever byte is changed")
    func fuzz() async throws {
        let scratch = Scratch()
        var asked = try await make(scratch)
        asked.existing = .replace
        asked.verification = .none
        var random = SplitMix64(state: 4)
        for round in 0..<60 {
            // The header and the first markers, where the structure is.
            let place = Int64.random(in: round % 2 == 0 ? 0..<90 : (64 << 10)..<(70 << 10), using: &random)
            let file = try Data(contentsOf: URL(fileURLWithPath: scratch("disk.vmdk")))
            let byte = UInt8.random(in: 0...255, using: &random)
            try modify(scratch("disk.vmdk"), at: place, [byte])
            do {
                try await copy(asked)
            } catch {
                #expect(error is any NamedError, "byte \(place) set to \(byte)")
            }
            try modify(scratch("disk.vmdk"), at: place, [file[Int(place)]])
        }
    }
}
