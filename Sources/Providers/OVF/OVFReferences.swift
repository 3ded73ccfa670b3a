internal import ByteStreams
internal import DiskFormats
internal import Inventory
internal import XML

/// The files that a descriptor refers to, by their identifiers.
struct OVFReferences {
    private let files: ApplianceFiles
    private let manifest: Manifest?
    private let isSizeTrusted: Bool
    private let descriptor: String
    private var byID: [String: XMLElement] = [:]

    private static let maximumChunks = 100_000

    init(_ envelope: OVFEnvelope, files: ApplianceFiles, manifest: Manifest?) throws {
        self.files = files
        self.manifest = manifest
        descriptor = envelope.descriptor
        // oVirt states what a disk takes on its storage, not the length of the exported file.
        isSizeTrusted = envelope.exporter != .oVirt
        var hrefs: Set<String> = []
        let elements = envelope.root.children("References").flatMap { $0.children("File") }
        for element in elements {
            guard let id = element.attribute("id"), let href = element.attribute("href") else {
                throw envelope.malformed(element, "A File needs an id and an href")
            }
            let name = try SafeName.checked(href)
            guard byID.updateValue(element, forKey: id) == nil else {
                throw OVFError.duplicate(what: "file identifier", name: id)
            }
            guard hrefs.insert(name).inserted else { throw OVFError.duplicate(what: "file reference", name: name) }
        }
    }

    /// The reference of an identifier.
    func element(_ id: String) -> XMLElement? { byID[id] }

    /// The identifier of the file whose name is this one; oVirt's disks say the name.
    func id(ofName name: String) -> String? {
        byID.first { $0.value.attribute("href") == name }?.key
    }

    /// The bytes of a file reference, with the digests that the manifest promises.
    func content(_ id: String) throws -> ByteContent {
        guard let element = byID[id], let href = element.attribute("href") else {
            throw OVFError.missingFile(name: id, namedBy: "A disk of the descriptor \(descriptor)")
        }
        let compression = try compression(element, href)
        let size = try number(element, "size")
        let parts: [ByteContent.Part]
        if let chunkBytes = try number(element, "chunkSize"), chunkBytes > 0 {
            parts = try chunks(of: href, chunkBytes: chunkBytes, size: size)
        } else {
            parts = [try part(href)]
        }
        let content = ByteContent(parts: parts, compression: compression)
        if let size, isSizeTrusted, compression == .none || content.storedBytes < size, size != content.storedBytes {
            throw OVFError.fileSize(name: href, statedBytes: size, foundBytes: content.storedBytes)
        }
        return content
    }

    /// Adds the promised digests to parts that were found on the way, as flat extents beside a VMDK descriptor are.
    func withDigests(_ content: ByteContent) throws -> ByteContent {
        guard let manifest else { return content }
        var content = content
        for index in content.parts.indices where content.parts[index].expectedDigest == nil {
            let part = content.parts[index]
            // A digest is of the whole file: it says nothing about a piece of one.
            guard let name = files.relativeName(ofPath: part.path), part.offsetBytes == 0,
                try files.part(named: name)?.lengthBytes == part.lengthBytes
            else { continue }
            content.parts[index].expectedDigest = manifest.digests[name]
        }
        return content
    }

    private func compression(_ element: XMLElement, _ href: String) throws(OVFError) -> ByteContent.Compression {
        switch element.attribute("compression")?.lowercased() ?? "" {
        case "", "identity", "none": .none
        case "gzip": .gzip
        case let other: throw .compression(name: href, method: other)
        }
    }

    private func number(_ element: XMLElement, _ attribute: String) throws(OVFError) -> Int64? {
        guard let text = element.attribute(attribute), !text.isEmpty else { return nil }
        guard let number = Int64(text), number >= 0 else {
            throw .quantity(text: text, unit: "bytes", line: element.line)
        }
        return number
    }

    /// `name.000000000`, `name.000000001`, … (DSP0243 2.1, section 7.1).
    private func chunks(of href: String, chunkBytes: Int64, size: Int64?) throws -> [ByteContent.Part] {
        var parts: [ByteContent.Part] = []
        let count = size.map { max(1, ($0 - 1) / chunkBytes + 1) }
        guard count ?? 0 <= Int64(Self.maximumChunks) else {
            throw OVFError.malformed(descriptor: descriptor, line: 0, reason: "\(href) has more chunks than can be")
        }
        while parts.count < Self.maximumChunks {
            if let count, Int64(parts.count) == count { break }
            let number = String(parts.count)
            let name = "\(href).\(String(repeating: "0", count: 9 - number.count))\(number)"
            if count == nil, !parts.isEmpty, try files.part(named: SafeName.checked(name)) == nil { break }
            let part = try part(name)
            let isLast = count.map { Int64(parts.count) == $0 - 1 } ?? true
            guard isLast || part.lengthBytes == chunkBytes else {
                throw OVFError.fileSize(name: name, statedBytes: chunkBytes, foundBytes: part.lengthBytes)
            }
            parts.append(part)
        }
        return parts
    }

    private func part(_ reference: String) throws -> ByteContent.Part {
        let name = try SafeName.checked(reference)
        let decoded = try SafeName.percentDecoded(name).map { try SafeName.checked($0) }
        guard var part = try files.part(named: name) ?? decoded.flatMap({ try files.part(named: $0) }) else {
            throw OVFError.missingFile(name: name, namedBy: "The descriptor \(descriptor)")
        }
        part.expectedDigest = manifest?.digests[name] ?? manifest?.digests[part.name]
        return part
    }
}
