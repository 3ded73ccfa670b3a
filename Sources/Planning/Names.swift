public import Mapping

/// Names for several machines that go to one place.
public enum Names {
    /// Proposes a name for each, in their order; each is valid, and none is another's or taken.
    ///
    /// Names that are valid already come first, so that a machine keeps its name when another's becomes the same.
    public static func propose(for originals: [String], taken: Set<String> = []) -> [NameProposal] {
        var taken = taken
        var proposals: [Int: NameProposal] = [:]
        let valid = originals.indices.filter { KubernetesNames.isValid(originals[$0], as: .subdomain) }
        let others = originals.indices.filter { !KubernetesNames.isValid(originals[$0], as: .subdomain) }
        for index in valid + others {
            let proposal = KubernetesNames.propose(for: originals[index], taken: taken)
            taken.insert(proposal.name)
            proposals[index] = proposal
        }
        return originals.indices.compactMap { proposals[$0] }
    }
}
