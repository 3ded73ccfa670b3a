import Failures
import Testing
import Values

private struct Machine: Codable, Equatable {
    var zone: String
    var cores: Int
    var ratio: Double
    var note: String?
    var state: State
    var disks: [Disk]
    var labels: [String: String]
    var extra: JSONValue

    enum State: String, Codable { case on, off }

    struct Disk: Codable, Equatable {
        var sizeBytes: UInt64
        var unit: Int8
        var firmware: Firmware
    }

    enum Firmware: Codable, Equatable {
        case bios
        case efi(secureBoot: Bool)
    }
}

@Suite("Values and documents")
struct ValueCodingTests {
    private let machine = Machine(
        zone: "b", cores: 2, ratio: 0.5, note: nil, state: .on,
        disks: [
            .init(sizeBytes: 7, unit: -1, firmware: .efi(secureBoot: true)),
            .init(sizeBytes: 8, unit: 2, firmware: .bios),
        ],
        labels: ["a": "1"], extra: ["z": [1, nil], "b": "c"])

    @Test("an encoded value has its fields in the order of its declaration, and no field for nil")
    func keepsOrder() throws {
        let document = try ValueEncoder().encode(machine)
        #expect(document.object?.keys == ["zone", "cores", "ratio", "state", "disks", "labels", "extra"])
        #expect(document["disks"]?[0]?["firmware"] == ["efi": ["secureBoot": true]])
        #expect(document["extra"]?.jsonText() == #"{"z":[1,null],"b":"c"}"#)
    }

    @Test("an encoded value decodes to itself")
    func roundTrips() throws {
        #expect(try ValueDecoder().decode(Machine.self, from: ValueEncoder().encode(machine)) == machine)
    }

    @Test("plain values encode to leaves and lists")
    func leaves() throws {
        #expect(try ValueEncoder().encode(7) == 7)
        #expect(try ValueEncoder().encode("a") == "a")
        #expect(try ValueEncoder().encode([true, false]) == [true, false])
        #expect(try ValueEncoder().encode([Int?.none, 1]) == [nil, 1])
        #expect(try ValueEncoder().encode([Float(0.5)]) == [0.5])
        #expect(try ValueDecoder().decode([Int?].self, from: [nil, 1]) == [nil, 1])
    }

    @Test("a dictionary is written in the order of its keys, so that two runs write the same")
    func sortsDictionaries() throws {
        let labels = Dictionary(uniqueKeysWithValues: (0..<20).map { ("k\(10 + $0)", $0) })
        #expect(try ValueEncoder().encode(["m": labels])["m"]?.object?.keys == labels.keys.sorted())
    }

    @Test("a double that JSON can't write is refused with its place")
    func refusesInfinity() {
        #expect(throws: ValueError.unrepresentable(path: "a[1]", reason: "inf is not a number that JSON can write")) {
            try ValueEncoder().encode(["a": [0, Double.infinity]])
        }
        #expect(throws: ValueError.self) { try ValueEncoder().encode(["a": UInt64.max]) }
    }

    @Test(
        "a document that doesn't fit is refused with the place and the reason",
        arguments: [
            (
                #"{"sizeBytes":1,"unit":"x","firmware":{"bios":{}}}"#, "disks[0].unit",
                "an integer is expected, not a string"
            ),
            (#"{"sizeBytes":1,"unit":300,"firmware":{"bios":{}}}"#, "disks[0].unit", "300 is out of the range of Int8"),
            (#"{"unit":1,"firmware":{"bios":{}}}"#, "disks[0]", "the field \"sizeBytes\" is missing"),
            (#"[]"#, "disks[0]", "an object is expected, not a list"),
            (#"{"sizeBytes":-1,"unit":1}"#, "disks[0].sizeBytes", "-1 is out of the range of UInt64"),
        ])
    func saysWhere(disk: String, path: String, reason: String) throws {
        let text = #"{"zone":"a","cores":1,"ratio":1,"state":"on","disks":[\#(disk)],"labels":{},"extra":null}"#
        let document = try JSONValue.parse(text)
        #expect(throws: ValueError.mismatch(path: path, reason: reason)) {
            try ValueDecoder().decode(Machine.self, from: document)
        }
    }

    @Test("an unknown enum value is refused with its place")
    func refusesUnknownCase() throws {
        let error = #expect(throws: ValueError.self) {
            try ValueDecoder().decode([String: Machine.State].self, from: ["a": "paused"])
        }
        #expect(error?.failure.why.hasPrefix("At a: ") == true)
    }

    @Test("fields are found, replaced and removed in small objects and in large ones", arguments: [3, 8, 9, 40])
    func fields(count: Int) {
        var fields = OrderedFields()
        for index in 0..<count { fields["k\(index)"] = .integer(Int64(index)) }
        fields["k1"] = "new"
        fields["k0"] = nil
        #expect(fields.count == count - 1)
        #expect(fields.keys.first == "k1")
        #expect(fields["k1"] == "new")
        #expect(fields["k0"] == nil)
        #expect(fields["k\(count - 1)"] == .integer(Int64(count - 1)) || count == 2)
    }
}
