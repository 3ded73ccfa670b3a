internal import Inventory
internal import XML

/// Tells who wrote a descriptor by what only they write.
enum OVFExporter {
    static func recognise(_ root: XMLElement) -> SourceMachine.SourceOrigin.Exporter {
        let all = [root] + root.descendants
        let namespaces = Set(all.flatMap { $0.declaredNamespaces }.map { $0.lowercased() })
        let types = all.filter { $0.name == "VirtualSystemType" }.map { $0.text.lowercased() }
        let has = { (word: String) in namespaces.contains { $0.contains(word) } }
        if has("citrix.com") || has("xen") || types.contains(where: { $0.hasPrefix("hvm-") || $0.hasPrefix("xen-") }) {
            return .xen
        }
        if has("ovirt") || isOVirt(root, all) { return .oVirt }
        if has("virtualbox.org") || types.contains(where: { $0.hasPrefix("virtualbox") }) { return .virtualBox }
        if has("vmware.com") || types.contains(where: { $0.hasPrefix("vmx-") }) { return .vmware }
        return .unknown
    }

    /// oVirt declares no namespace of its own but writes elements that nobody else has.
    private static func isOVirt(_ root: XMLElement, _ all: [XMLElement]) -> Bool {
        all.contains { element in
            ["num_of_sockets", "BiosType", "OriginalTemplateId", "ClusterCompatibilityVersion"].contains(element.name)
                || element.attributes.contains { $0.name == "volume-format" }
        }
    }
}
