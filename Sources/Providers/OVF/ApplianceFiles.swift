internal import Archive
internal import ByteStreams
internal import Files
internal import FoundationEssentials

/// The files of an appliance, wherever they are: in a folder, or in an archive that was indexed once.
struct ApplianceFiles {
    private let place: Place
    /// The descriptor's name among the files.
    let descriptorName: String
    /// Whether the user named the descriptor itself, and so may have named a link.
    private let isDescriptorGiven: Bool

    private enum Place {
        case folder(String)
        case archive(String, ArchiveIndex)
    }

    /// Finds out what a path is, and which descriptor is meant.
    init(path: String, isCancelled: () -> Bool) throws {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw OVFError.unreadable(path: path, reason: "There is nothing of that name")
        }
        isDescriptorGiven = try !isFolder && Self.isDescriptor(path)
        if isFolder {
            place = .folder(path)
            descriptorName = try Self.descriptor(among: Self.names(inFolder: path), of: path)
        } else if isDescriptorGiven {
            let slash = path.lastIndex(of: "/")
            place = .folder(slash.map { String(path[...$0]) } ?? ".")
            descriptorName = slash.map { String(path[path.index(after: $0)...]) } ?? path
        } else {
            let index = try ArchiveIndex.read(path: path, isCancelled: isCancelled)
            place = .archive(path, index)
            descriptorName = try Self.descriptor(among: index.members.map(\.name), of: path)
        }
    }

    /// Whether the files are in an archive.
    var isArchive: Bool { if case .archive = place { true } else { false } }

    /// The descriptor as errors and reports name it.
    var descriptorPath: String {
        switch place {
        case .folder(let folder): Self.join(folder, descriptorName)
        case .archive(let path, _): "\(path):\(descriptorName)"
        }
    }

    /// The descriptor's name with another ending.
    func beside(descriptor ending: String) -> String {
        (descriptorName.lastIndex(of: ".").map { String(descriptorName[..<$0]) } ?? descriptorName) + ending
    }

    /// The stored bytes of a file; nil when there is none of that name.
    ///
    /// The name is relative to the descriptor's folder and has been checked to stay inside it.
    /// - Throws: `OVFError.unsafePath` for a link that leads out of the folder.
    func part(named name: String) throws(OVFError) -> ByteContent.Part? {
        switch place {
        case .folder(let folder):
            let path = Self.join(folder, name)
            guard let part = try? ByteContent(file: path, name: name).parts.first else { return nil }
            guard Files.isFile(path, inside: folder) || (isDescriptorGiven && name == descriptorName) else {
                throw .unsafePath(reference: name)
            }
            return part
        case .archive(let path, let index):
            // Names are relative to the descriptor, which may lie in a folder of the archive.
            let folder = descriptorName.lastIndex(of: "/").map { String(descriptorName[...$0]) } ?? ""
            guard let member = index.member(named: folder + name) ?? index.member(named: name) else { return nil }
            return ByteContent.Part(
                name: name, path: path, offsetBytes: member.dataOffsetBytes ?? 0, lengthBytes: member.sizeBytes,
                compressedArchiveMember: member.dataOffsetBytes == nil ? member.name : nil)
        }
    }

    /// The path of a file of the appliance's folder, relative to the folder; nil for one elsewhere.
    func relativeName(ofPath path: String) -> String? {
        guard case .folder(let folder) = place else { return nil }
        let prefix = Self.join(folder, "")
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : nil
    }

    /// Reads a small file.
    func read(_ part: ByteContent.Part, atMost limit: Int) throws -> [UInt8] {
        guard part.lengthBytes <= limit else {
            throw OVFError.unreadable(
                path: part.name, reason: "It has \(part.lengthBytes) bytes, of \(limit) at most")
        }
        return try ByteContent(parts: [part]).readHead(Int(part.lengthBytes))
    }

    private static func isDescriptor(_ path: String) throws -> Bool {
        if path.lowercased().hasSuffix(".ovf") { return true }
        let head = try ByteContent(file: path).readHead(64).drop {
            [0xEF, 0xBB, 0xBF, 0x20, 0x09, 0x0A, 0x0D].contains($0)
        }
        return head.first == UInt8(ascii: "<")
    }

    private static func names(inFolder path: String) throws -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: path) } catch {
            throw OVFError.unreadable(path: path, reason: "The folder can't be listed")
        }
    }

    private static func descriptor(among names: [String], of path: String) throws(OVFError) -> String {
        let found = names.filter { $0.lowercased().hasSuffix(".ovf") }.sorted()
        guard let first = found.first else { throw .noDescriptor(path: path) }
        guard found.count == 1 else { throw .severalDescriptors(path: path, names: found) }
        return first
    }

    private static func join(_ folder: String, _ name: String) -> String {
        folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }
}
