internal import Inventory

extension ConcernCatalog {
    /// Rules on devices that have no counterpart.
    static let hardwareRules: [ConcernRule] =
        knownDeviceRules + [
            ConcernRule(
                "device.other", .information, "Device dropped",
                why: "The device has no counterpart that is carried.",
                remedy: "See whether the guest needs it; the manifest can be extended by hand."
            ) { machine, _ in
                machine.otherDevices.filter { !knownKinds.contains($0.kind.lowercased()) }.map { device in
                    .init(subject: device.label, what: "The machine has \"\(device.label)\" (\(device.kind)).")
                }
            }
        ]

    private static let removableKinds: Set = ["floppy", "cdrom", "dvd"]
    private static let usbKinds: Set = ["usb", "redirdev", "smartcard"]
    private static let portKinds: Set = ["serial", "parallel"]
    private static let hostKinds: Set = ["hostdev", "pci", "gpu", "sriov", "vgpu"]
    private static let folderKinds: Set = ["filesystem", "sharedfolder"]
    static let affinityKinds: Set = ["cpuaffinity", "cpu-affinity", "cputune"]

    private static var knownKinds: Set<String> {
        removableKinds.union(usbKinds).union(portKinds).union(hostKinds).union(folderKinds).union(affinityKinds)
            .union(["sound", "watchdog"])
    }

    private static let knownDeviceRules: [ConcernRule] = [
        device(
            "device.removable", .information, "Floppy or CD-ROM dropped", kinds: removableKinds,
            why: "Removable media are not carried, nor are the images in them.",
            remedy: "Attach an image in the cluster with a volume of its own if the guest needs it."),
        device(
            "device.sound", .information, "Sound card dropped", kinds: ["sound"],
            why: "The VM gets no sound card.",
            remedy: "Add domain.devices.sound to the manifest if the guest needs one."),
        device(
            "device.usb", .information, "USB device dropped", kinds: usbKinds,
            why: "USB devices and redirections of the source's host are not carried.",
            remedy: "Add clientPassthrough to the manifest to use USB devices through virtctl."),
        device(
            "device.serial", .information, "Serial or parallel port dropped", kinds: portKinds,
            why: "Ports that lead to files or devices of the source's host are not carried; "
                + "KubeVirt gives each VM one serial console.",
            remedy: "Move what the guest sends to a port to the network."),
        device(
            "device.host", .warning, "Host device dropped", kinds: hostKinds,
            why: "A device of the source's host can't move; software in the guest that needs it will not work.",
            remedy: "Add hostDevices or gpus to the manifest on a cluster that offers such devices."),
        device(
            "device.watchdog", .warning, "Watchdog dropped", kinds: ["watchdog"],
            why: "A guest that hangs will no longer be reset.",
            remedy: "Add domain.devices.watchdog to the manifest."),
        device(
            "device.filesystem", .warning, "Shared folder dropped", kinds: folderKinds,
            why: "Folders that the source's host shares with the guest are not carried, nor is what is in them.",
            remedy: "Copy their content to a volume, and remove their mounts from the guest."),
    ]
}
