internal import Inventory
internal import Resources

/// Names, labels and annotations.
struct IdentityMapping {
    let source: SourceMachine
    let options: MappingOptions
    let facts: GuestFacts?
    let system: SystemMapping

    /// Kubernetes holds all annotations of an object to 256 KiB; an annotation of an appliance can be a licence text.
    private static let descriptionLimit = 4096

    func metadata(_ record: inout MappingRecord) -> ObjectMeta {
        let name = name(&record)
        var labels = ["app.kubernetes.io/managed-by": "gantry"]
        if let id = systemID {
            labels["gantry.io/os"] = id
            record.field("metadata.labels[gantry.io/os]", id, from: system.origin, rule: "os.label")
        }
        if let preference = system.preference {
            record.field(
                "claims[boot].labels[instancetype.kubevirt.io/default-preference]", preference, from: system.origin,
                rule: "os.preference", note: "virtctl and the console infer the preference from the boot volume.")
        }
        var annotations = ["gantry.io/source-id": source.id]
        if name != source.name { annotations["gantry.io/source-name"] = source.name }
        if let facts {
            annotations["gantry.io/guest-converted"] = String(facts.isConverted)
            record.field(
                "metadata.annotations[gantry.io/guest-converted]", facts.isConverted, from: "guest facts: converted",
                rule: "guest.converted")
        }
        if let text = source.notes.annotation ?? source.notes.product, !text.isEmpty {
            annotations["description"] = String(text.prefix(Self.descriptionLimit))
            record.field("metadata.annotations[description]", "(text)", from: "notes", rule: "description")
        }
        return ObjectMeta(name: name, namespace: options.namespace, labels: labels, annotations: annotations)
    }

    func templateMetadata(name: String) -> ObjectMeta {
        ObjectMeta(
            labels: ["kubevirt.io/domain": name],
            annotations: systemID.map { ["vm.kubevirt.io/os": $0] })
    }

    private func name(_ record: inout MappingRecord) -> String {
        let wanted = options.targetName ?? source.name
        let proposal = KubernetesNames.propose(for: wanted, taken: options.takenNames)
        let source = options.targetName == nil ? "name" : "option name"
        let reasons = proposal.reasons.map(\.rawValue).joined(separator: ", and ")
        record.field(
            "metadata.name", proposal.name, from: source,
            rule: proposal.reasons.isEmpty ? "name.kept" : "name.made-valid",
            note: reasons.isEmpty ? nil : "Changed from \"\(wanted)\": \(reasons).")
        if !proposal.reasons.isEmpty {
            record.changed("name", "\"\(wanted)\" becomes \"\(proposal.name)\": \(reasons).", rule: "name.made-valid")
        }
        return proposal.name
    }

    /// The system's name, as the value of a label may be.
    private var systemID: String? {
        guard let id = system.system?.id else { return nil }
        let allowed = id.filter { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_".contains($0)) }
        return String(allowed.prefix(63))
    }
}
