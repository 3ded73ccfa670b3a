public import Arguments
public import DiskFormats
public import Engine
public import KubeVirtTarget
public import Mapping
public import Resources

// The values of options are the rooms' own types: their raw values are what people type.
extension TargetDiskFormat: ArgumentValue {}
extension DiskFormat: ArgumentValue {}
extension VerificationPolicy: ArgumentValue {}
extension BootCheckChoice: ArgumentValue {}
extension KubeVirtManifest.Storage: ArgumentValue {}
extension MappingOptions.DeviceProfile: ArgumentValue {}
extension RunStrategy: ArgumentValue {}

/// How results and progress are written.
enum OutputFormat: String, Sendable, CaseIterable, ArgumentValue {
    /// For people.
    case text
    /// JSON; progress as one event on a line.
    case json
    /// YAML; only for what is one document.
    case yaml
}

/// How a machine starts.
enum FirmwareChoice: String, Sendable, CaseIterable, ArgumentValue {
    /// PC BIOS.
    case bios
    /// UEFI, without Secure Boot.
    case efi
    /// UEFI with Secure Boot.
    case efiSecureBoot = "efi-secure-boot"
}
