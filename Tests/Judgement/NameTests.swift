import Mapping
import Planning
import Testing

private func randomName(_ generator: inout SeededGenerator) -> String {
    let characters = Array("abcXYZ019-._ /é😀ß+*()\\\n")
    let count = Int.random(in: 0...(Bool.random(using: &generator) ? 12 : 150), using: &generator)
    return String((0..<count).compactMap { _ in characters.randomElement(using: &generator) })
}

@Suite("Names")
struct NameTests {
    @Test(
        "become valid, and say why they changed",
        arguments: [
            ("web-01.example", "web-01.example", []), ("Web01", "web01", [.upperCase]),
            ("My VM (old)", "my-vm-old", [.invalidCharacters]), ("a_b", "a-b", [.invalidCharacters]),
            ("-a-", "a", [.invalidCharacters]), ("a..b", "a.b", [.invalidCharacters]), ("数据库", "vm", [.empty]),
            ("", "vm", [.empty]), ("...", "vm", [.empty]), ("a.-.b", "a.b", [.invalidCharacters]),
            (String(repeating: "a", count: 64), String(repeating: "a", count: 63), [.tooLong]),
            (String(repeating: "a", count: 62) + "-b", String(repeating: "a", count: 62), [.tooLong]),
            (String(repeating: "A", count: 70), String(repeating: "a", count: 63), [.upperCase, .tooLong]),
        ] as [(String, String, [NameProposal.Reason])])
    func becomeValid(original: String, name: String, reasons: [NameProposal.Reason]) {
        let proposal = KubernetesNames.propose(for: original)
        #expect(proposal.name == name)
        #expect(proposal.reasons == reasons)
    }

    @Test("of labels have no dots")
    func labels() {
        #expect(KubernetesNames.propose(for: "a.b", as: .label).name == "a-b")
        #expect(!KubernetesNames.isValid("a.b", as: .label))
        #expect(KubernetesNames.propose(for: String(repeating: "a", count: 80), as: .label).reasons == [.tooLong])
    }

    @Test("that are taken get a number, within the limit")
    func taken() {
        #expect(KubernetesNames.propose(for: "web", taken: ["web", "web-2"]).name == "web-3")
        let long = String(repeating: "a", count: 63)
        let proposal = KubernetesNames.propose(for: long, taken: [long])
        #expect(proposal.name == String(repeating: "a", count: 61) + "-2")
        #expect(proposal.reasons == [.taken])
    }

    @Test("are always valid, and proposing again changes nothing", arguments: 0..<500)
    func properties(offset: UInt64) {
        let seed = 31_000 + offset
        var generator = SeededGenerator(seed: seed)
        let original = randomName(&generator)
        for kind in [KubernetesNames.Kind.label, .subdomain] {
            for limit in [20, 63] {
                let name = KubernetesNames.propose(for: original, as: kind, limit: limit).name
                #expect(KubernetesNames.isValid(name, as: kind, limit: limit), "seed \(seed): \(original) -> \(name)")
                let again = KubernetesNames.propose(for: name, as: kind, limit: limit)
                #expect(again.name == name && again.reasons.isEmpty, "seed \(seed)")
            }
        }
    }

    @Test("of many machines are valid and differ", arguments: 0..<50)
    func many(offset: UInt64) {
        let seed = 52_000 + offset
        var generator = SeededGenerator(seed: seed)
        let originals = (0..<40).map { _ in String(randomName(&generator).prefix(2)) }
        let names = Names.propose(for: originals, taken: ["vm", "a"]).map(\.name)
        #expect(names.count == originals.count)
        #expect(Set(names).union(["vm", "a"]).count == names.count + 2, "seed \(seed)")
        #expect(names.allSatisfy { KubernetesNames.isValid($0, as: .subdomain) }, "seed \(seed)")
    }

    @Test("that are valid are kept when another machine's becomes the same")
    func validFirst() {
        #expect(Names.propose(for: ["Web", "web"]).map(\.name) == ["web-2", "web"])
    }
}
