extension MigrationPhase {
    /// What the phase does, in one sentence.
    public var summary: String {
        switch self {
        case .initialize: "Reads the source, judges it, and decides what to make of it."
        case .diskAllocation: "Makes the target's disks, empty and sparse."
        case .diskTransfer: "Copies the disks, data only."
        case .diskVerification: "Reads the copied disks back and compares them with what was read."
        case .imageConversion: "Makes the guest fit for virtio hardware with virt-v2v."
        case .virtualMachineCreation: "Writes the KubeVirt manifest."
        case .bootCheck: "Starts the migrated machine once, to see that it comes up."
        case .finish: "Writes the report and gives the result its name."
        }
    }

    /// What the phase does, how long it takes, and what an interruption means, in a few sentences.
    public var explanation: String {
        switch self {
        case .initialize:
            """
            The descriptor is read and checked, disks are opened and their real size and format are found, \
            concerns are raised, and names are made valid. Nothing is written yet. A critical concern ends the \
            migration here, with exit code 10.
            """
        case .diskAllocation:
            """
            The free space is checked against what the disks need, the folder of the unfinished result is made \
            and locked, and each disk gets a sparse file of its full size.
            """
        case .diskTransfer:
            """
            Disks are copied at the same time within the budget of --parallel and --limit-rate. Holes and zero \
            blocks are not written. A journal records what is safely on the disk: after a crash or Ctrl-C the same \
            command goes on from there and copies at most 64 MiB of a disk again. A SHA-256 digest of each disk is \
            made on the way.
            """
        case .diskVerification:
            """
            The data blocks of the target are read back from the storage and compared with the digest: all of them \
            (--verify full, the default), a sample, or none. A difference ends the migration with exit code 9.
            """
        case .imageConversion:
            """
            virt-v2v installs virtio drivers, rebuilds the initial RAM disk, and removes what belongs to the old \
            platform. It works on an overlay that is committed only when it succeeded, so a failed conversion \
            leaves the copied disks as they were and can be tried again. --no-convert leaves the phase out.
            """
        case .virtualMachineCreation:
            """
            virtualmachine.yaml is written: the VirtualMachine and a volume claim for each disk, from the source's \
            description and from what the conversion found in the guest.
            """
        case .bootCheck:
            """
            The machine is started in QEMU with virtio devices, without a network, on a throw-away overlay. It \
            passed when the guest agent answers, when the serial console shows a login prompt, or when the display \
            settles on a picture without a reset. 'inconclusive' means that none of these could be seen in time. \
            --boot-check says whether that matters.
            """
        case .finish:
            """
            report.json and report.html are written, and the result's folder gets its name by one rename: a folder \
            with that name is always complete.
            """
        }
    }
}
