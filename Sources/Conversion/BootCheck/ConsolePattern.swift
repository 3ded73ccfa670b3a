/// A text by which the state of a booting guest is recognised, and what it means.
struct ConsolePattern: Sendable {
    /// A stable name, in reports and tests.
    let id: String
    /// What a line must look like.
    let shape: Shape
    /// What it means.
    let meaning: Meaning
    /// Why the guest does not boot; `DEVICE` stands for the device that the line names.
    var reason = ""
    /// What to do about it.
    var remedy = ""

    /// What a line must look like.
    enum Shape: Sendable {
        /// It contains all of these.
        case contains([String])
        /// Without the space around it, it ends with one of these.
        case ends([String])
        /// Without the space around it, it is one of these, after a line that the other pattern recognises.
        case prompt([String], after: String)
    }

    /// What a text means.
    enum Meaning: Sendable, Equatable {
        /// The guest is up.
        case up
        /// It won't come up, unless it does within these seconds all the same.
        case down(confirmSeconds: Double)
        /// By itself nothing; others refer to it.
        case sign
    }

    /// Whether a line is what it looks for; `seen` has the names of the patterns that were recognised before.
    func matches(_ line: String, seen: Set<String>) -> Bool {
        switch shape {
        case .contains(let parts): return parts.allSatisfy { line.contains($0) }
        case .ends(let endings):
            let text = trimmed(line)
            return endings.contains { text.hasSuffix($0) }
        case .prompt(let prompts, let other):
            return seen.contains(other) && prompts.contains(trimmed(line))
        }
    }

    /// The reason with the device that the line names.
    func reason(for line: String) -> String {
        let device = namedDevice(line)
        var text = reason.replacing("DEVICE", with: device ?? "a device that does not exist")
        if let device, let renamed = virtioName(of: device) {
            text += " Under virtio that disk is \(renamed)."
        }
        return text
    }
}

private func trimmed(_ line: String) -> String {
    String(line.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
}

/// The first device or file system name in a line, such as `/dev/sda1`, `UUID=…` or the kernel's `"sda1"`.
private func namedDevice(_ line: String) -> String? {
    let words = line.split { " \t,;()".contains($0) }.map { $0.filter { $0 != "\"" } }
    if let word = words.first(where: { $0.hasPrefix("/dev/") || $0.hasPrefix("UUID=") || $0.hasPrefix("LABEL=") }) {
        return word.hasSuffix(".") || word.hasSuffix(":") ? String(word.dropLast()) : word
    }
    guard let index = words.firstIndex(of: "device"), words.indices.contains(index + 1) else { return nil }
    let name = words[index + 1]
    return ["sd", "hd", "xvd", "vd"].contains { name.hasPrefix($0) } ? "/dev/\(name)" : nil
}

/// The name that a disk of IDE, SCSI or Xen gets under virtio-blk; nil when the name isn't one of those.
private func virtioName(of device: String) -> String? {
    for prefix in ["/dev/sd", "/dev/hd", "/dev/xvd"] where device.hasPrefix(prefix) {
        return "/dev/vd" + device.dropFirst(prefix.count)
    }
    return nil
}
