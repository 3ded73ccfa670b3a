/// The OVMF images of Debian's package `ovmf`.
public struct FirmwareFiles: Sendable, Equatable {
    /// The code, mapped read-only.
    public var code: String
    /// The variables of a machine that never booted; each machine gets a copy.
    public var variablesTemplate: String

    /// The images for a firmware; nil for BIOS, which QEMU brings along.
    public init?(for firmware: QEMUMachine.Firmware, folder: String = "/usr/share/OVMF") {
        switch firmware {
        case .bios: return nil
        case .efi(secureBoot: false):
            code = "\(folder)/OVMF_CODE_4M.fd"
            variablesTemplate = "\(folder)/OVMF_VARS_4M.fd"
        case .efi(secureBoot: true):
            code = "\(folder)/OVMF_CODE_4M.secboot.fd"
            variablesTemplate = "\(folder)/OVMF_VARS_4M.ms.fd"
        }
    }
}
