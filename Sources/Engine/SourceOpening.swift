internal import DiskFileProvider
internal import DiskFormats
internal import Failures
internal import Files
internal import Inventory
internal import LibvirtProvider
internal import OVFProvider
internal import Threads

/// What a source holds, whatever kind it is.
struct OpenedSource: Sendable {
    /// The machines, in the source's order.
    var machines: [SourceMachine]
    /// Things that a user should know of the source and that stop nothing, as sentences.
    var warnings: [String] = []
}

/// Finds out which provider reads a source, by its name, and has it read.
///
/// What a disk image is read as is never guessed from its bytes alone: a guest can write any header it likes.
enum SourceOpening {
    /// Reads the source on a thread of its own.
    static func open(_ request: MigrationRequest) async throws -> OpenedSource {
        let paths = request.sources
        let (name, format) = (request.targetName, request.inputFormat)
        return try await onOwnThread(named: "source") { flag in
            try open(paths, name: name, format: format, flag)
        }
    }

    private static func open(
        _ paths: [String], name: String?, format: DiskFormat?, _ flag: CancellationFlag
    ) throws -> OpenedSource {
        for path in paths {
            do throws(SystemError) { _ = try FileIdentity(path: path) } catch {
                throw EngineError.sourceMissing(path: path, reason: error.reason)
            }
        }
        if format != nil, let description = paths.first(where: { kind(of: $0) != nil }) {
            throw EngineError.optionConflict(
                what: "--input-format is for disk images, and \(description) describes a machine.",
                remedy: "Leave it out: the description says what each disk is.")
        }
        if format == nil, paths.count == 1, let path = paths.first, let kind = kind(of: path) {
            switch kind {
            case .ovf:
                let appliance = try OVFReader.read(path: path, cancellation: flag)
                return OpenedSource(machines: appliance.machines, warnings: appliance.warnings)
            case .libvirt:
                let domain = try LibvirtReader.read(path: path)
                return OpenedSource(machines: [domain.machine], warnings: domain.warnings)
            }
        }
        if format == nil, let stranger = paths.first(where: { !isDiskImage($0) }) {
            guard paths.count == 1 else {
                throw EngineError.optionConflict(
                    what: "Several sources were named, and \(stranger) is no disk image.",
                    remedy: "Name one appliance, or the disk images of one machine.")
            }
            throw EngineError.sourceUnrecognised(path: stranger)
        }
        return OpenedSource(machines: [try DiskFileReader.read(paths: paths, name: name, format: format)])
    }

    /// The kinds of source that describe a machine.
    private enum Kind {
        case ovf
        case libvirt
    }

    private static func kind(of path: String) -> Kind? {
        if Files.isFolder(path) { return .ovf }
        let name = Files.name(of: path).lowercased()
        if [".ova", ".ovf", ".ova.gz", ".tar"].contains(where: name.hasSuffix) { return .ovf }
        return name.hasSuffix(".xml") ? .libvirt : nil
    }

    private static func isDiskImage(_ path: String) -> Bool {
        let name = Files.name(of: path).lowercased()
        return [".raw", ".img", ".qcow2", ".vmdk", ".vhd", ".vhdx", ".vdi"].contains(where: name.hasSuffix)
    }
}
