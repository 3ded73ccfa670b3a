/// Lines that virt-v2v-in-place 2.2.0 wrote in our own runs, on a small Debian guest and on disks without one.
enum VirtV2VSamples {
    static let output = #"""
        [   0.0] Setting up the source: -i libvirtxml d.xml
        { "message": "Setting up the source: -i libvirtxml d.xml", "timestamp": "2026-11-20T11:09:38.245766061+00:00", "type": "message" }
        { "message": "Opening the source", "timestamp": "2026-11-20T11:09:40.259888632+00:00", "type": "message" }
        { "message": "Inspecting the source", "timestamp": "2026-11-20T11:09:52.233349719+00:00", "type": "message" }
        [  24.2] Converting 12.0 to run on KVM
        { "message": "Converting 12.0 to run on KVM", "timestamp": "2026-11-20T11:10:02.484527512+00:00", "type": "message" }
        virt-v2v-in-place: warning: could not determine a way to update the configuration of Grub2
        { "message": "could not determine a way to update the configuration of Grub2", "timestamp": "2026-11-20T11:10:05.351218207+00:00", "type": "warning" }
        { "message": "This guest has virtio drivers installed.", "timestamp": "2026-11-20T11:10:12.081875635+00:00", "type": "info" }
        """#

    static let debug = #"""
        virt-v2v-in-place: virt-v2v 2.2.0 (x86_64)
        libvirt version: 9.0.0
            -chardev socket,path=/tmp/libguestfsctNsFe/guestfsd.sock,id=channel0 \
        libguestfs: trace: v2v: inspect_os = ["/dev/sda1"]
        libguestfs: trace: v2v: inspect_get_mountpoints = ["/", "/dev/sda1"]
        libguestfs: trace: v2v: inspect_get_distro = "debian"
        i_root = /dev/sda1
        i_type = linux
        i_distro = debian
        i_osinfo = debian12
        i_arch = x86_64
        i_major_version = 12
        i_minor_version = 0
        i_package_format = deb
        i_package_management = apt
        i_product_name = 12.0
        i_product_variant = unknown
        i_firmware = BIOS
        i_windows_systemroot = 
        i_windows_software_hive = 
        gcaps_block_bus = virtio-blk
        gcaps_net_bus = virtio-net
        gcaps_virtio_rng = true
        gcaps_virtio_balloon = true
        gcaps_isa_pvpanic = true
        gcaps_virtio_socket = true
        gcaps_machine = q35
        gcaps_arch = x86_64
        gcaps_acpi = true
        gcaps_virtio_1_0 = true
        gcaps_default_cpu = true
        """#

    static let blankDisk =
        "inspection could not detect the source guest (or physical machine).\n\nAssuming that you are running "
        + "virt-v2v/virt-p2v on a source which is supported (and not, for example, a blank disk), then this should "
        + "not happen.\n\nNo root device found in this operating system image."

    static let severalSystems =
        "multi-boot operating systems are not supported by virt-v2v. Use the --root option to change how virt-v2v "
        + "handles this."
}
