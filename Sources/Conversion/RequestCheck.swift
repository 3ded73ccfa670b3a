internal import Failures
internal import Glibc
internal import Subprocess

/// Refuses a request that can't succeed, before anything is made.
func check(_ request: ConversionRequest) throws {
    guard findExecutable(request.virtV2VProgram) != nil else {
        throw ConversionError.missing(program: VirtV2V.program, package: "virt-v2v")
    }
    guard findExecutable("qemu-img") != nil else {
        throw ConversionError.missing(program: "qemu-img", package: "qemu-utils")
    }
    let isCustomised = !request.firstBootScripts.isEmpty || !request.staticAddresses.isEmpty
    guard !isCustomised || findExecutable(request.virtCustomizeProgram) != nil else {
        throw ConversionError.missing(program: Customisation.program, package: "guestfs-tools")
    }
    try StaticAddress.check(request.staticAddresses)
    if case .device(let name) = request.rootDisk { try checkRootDevice(name) }
    // The programs run in the work folder, so a path must not depend on where we are.
    let files = request.disks.map(\.path) + request.luksKeys.map(\.path) + request.firstBootScripts
    for path in [request.workFolder] + files where !path.hasPrefix("/") {
        throw ConversionError.unsuitablePath(path)
    }
    for disk in request.disks { try checkReadable(disk.path, use: "disk") }
    for path in request.firstBootScripts { try checkReadable(path, use: "first-boot script") }
}

/// Refuses what virt-v2v would take for one of its own words (`ask`, `first`) or for an option.
private func checkRootDevice(_ name: String) throws(ConversionError) {
    let isPlain = name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
    guard name.hasPrefix("/dev/"), name.utf8.count < 256, isPlain else { throw .badRootDevice(name) }
}

private func checkReadable(_ path: String, use: String) throws(ConversionError) {
    var status = stat()
    guard stat(path, &status) == 0, access(path, R_OK) == 0 else {
        throw .unreadable(path: path, use: use, reason: SystemError("open", path).description + ".")
    }
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG || (use == "disk" && kind == S_IFBLK) else {
        throw .unreadable(path: path, use: use, reason: "It is not a file.")
    }
}

/// Refuses keys that can't be read, and gives a warning for each that others can read too.
func checkKeyFiles(_ keys: [ConversionRequest.LUKSKey]) throws(ConversionError) -> [ConversionMessage] {
    var warnings: [ConversionMessage] = []
    for key in keys {
        try checkReadable(key.path, use: "key file")
        // virt-v2v takes ID:file:PATH apart at its colons.
        if let device = key.device, device.contains(":") || device.hasPrefix("-") || device.isEmpty {
            throw .unreadable(path: key.path, use: "key file", reason: "'\(device)' is not a device or a UUID.")
        }
        guard !key.path.contains(":") else {
            throw .unreadable(path: key.path, use: "key file", reason: "virt-v2v takes no path with a colon.")
        }
        var status = stat()
        guard stat(key.path, &status) == 0, status.st_mode & 0o077 != 0 else { continue }
        warnings.append(
            ConversionMessage(
                level: .warning, text: "The key file '\(key.path)' can be read by others: use chmod 600 on it."))
    }
    return warnings
}
