import Foundation
import QEMU

/// Tiny guests: boot sectors of a few machine instructions, which SeaBIOS starts in a tenth of a second.
struct BootSector {
    var code: [UInt8] = []
    private var texts: [(position: Int, text: String)] = []

    /// Writes a text to the first serial port, waiting for its transmitter.
    func serial(_ text: String) -> BootSector {
        printing(
            text, [0x88, 0xC4, 0xBA, 0xFD, 0x03, 0xEC, 0xA8, 0x20, 0x74, 0xFB, 0x88, 0xE0, 0xBA, 0xF8, 0x03, 0xEE])
    }

    /// Writes a text to the display by the BIOS (int 10h, function 0Eh).
    func display(_ text: String) -> BootSector { printing(text, [0xB4, 0x0E, 0xBB, 0x07, 0x00, 0xCD, 0x10]) }

    /// Switches to 320 by 200 pixels and fills them with stripes.
    func stripes() -> BootSector {
        adding([
            0xB8, 0x13, 0x00, 0xCD, 0x10, 0x68, 0x00, 0xA0, 0x07, 0x31, 0xFF, 0xB9, 0x00, 0xFA, 0x89, 0xF8, 0xAA, 0xE2,
            0xFB,
        ])
    }

    /// Switches to 320 by 200 pixels, all black.
    func blackScreen() -> BootSector { adding([0xB8, 0x13, 0x00, 0xCD, 0x10]) }

    /// Overwrites the second sector of its own disk (int 13h, function 03h); hangs when that fails.
    func writeToDisk() -> BootSector {
        adding([
            0xB8, 0x01, 0x03, 0xBB, 0x00, 0x7C, 0xB9, 0x02, 0x00, 0xBA, 0x80, 0x00, 0x31, 0xF6, 0x8E, 0xC6, 0xCD, 0x13,
            0x73, 0x02, 0xEB, 0xFE,
        ])
    }

    /// Resets the machine through the keyboard controller.
    func reset() -> BootSector { adding([0xB0, 0xFE, 0xE6, 0x64]) }

    /// Powers the machine off (ACPI, where SeaBIOS put it on Q35).
    func powerOff() -> BootSector { adding([0xBA, 0x04, 0x06, 0xB8, 0x00, 0x20, 0xEF]) }

    /// Sends back what comes in on the first serial port, for ever.
    func echo() -> BootSector {
        adding([0xBA, 0xFD, 0x03, 0xEC, 0xA8, 0x01, 0x74, 0xF8, 0xBA, 0xF8, 0x03, 0xEC, 0xEE, 0xEB, 0xF1])
    }

    /// Waits for the power button, as an operating system does: enables its event and looks at its status.
    func waitForPowerButton() -> BootSector {
        adding([0xBA, 0x02, 0x06, 0xB8, 0x00, 0x01, 0xEF, 0xBA, 0x00, 0x06, 0xED, 0xF6, 0xC4, 0x01, 0x74, 0xFA])
    }

    /// The sector: the code, an endless halt, the texts, the signature.
    func bytes() -> [UInt8] {
        var result = [0x31, 0xC0, 0x8E, 0xD8, 0xFC] + code + [0xF4, 0xEB, 0xFD]
        for (position, text) in texts {
            let address = 0x7C00 + result.count
            result[position + 5] = UInt8(address & 0xFF)
            result[position + 6] = UInt8(address >> 8)
            result += Array(text.utf8) + [0]
        }
        precondition(result.count <= 510)
        return result + [UInt8](repeating: 0, count: 510 - result.count) + [0x55, 0xAA]
    }

    /// Writes a disk of one MiB that boots this sector.
    func disk(in folder: URL, named name: String = "disk.raw") throws -> QEMUMachine.Disk {
        let file = folder.appending(path: name)
        try Data(bytes() + [UInt8](repeating: 0, count: (1 << 20) - 512)).write(to: file)
        return QEMUMachine.Disk(file: file.path, format: .raw, bus: .virtio, bootIndex: 1)
    }

    /// A machine that boots this sector.
    func machine(in folder: URL) throws -> QEMUMachine {
        QEMUMachine(name: "sector", memoryBytes: 64 << 20, disks: [try disk(in: folder)], nics: [QEMUMachine.NIC()])
    }

    private func adding(_ bytes: [UInt8]) -> BootSector {
        var result = self
        result.code += bytes
        return result
    }

    // mov si, text; next: lodsb; test al, al; jz done; (print); jmp next; done:
    private func printing(_ text: String, _ printCharacter: [UInt8]) -> BootSector {
        var result = self
        result.texts.append((code.count + 1, text))
        let length = printCharacter.count
        result.code += [0xBE, 0, 0, 0xAC, 0x84, 0xC0, 0x74, UInt8(length + 2)] + printCharacter
        result.code += [0xEB, UInt8(bitPattern: Int8(-(length + 7)))]
        return result
    }
}

/// A fresh folder for a test, removed with its last user.
final class TestFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "gantry-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}
