"""OVF descriptors as VMware writes them: lines, attributes and vmw: extensions of an export by ovftool."""
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

STREAM_OPTIMIZED = "http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized"
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<Envelope vmw:buildId="build-1" xmlns="http://schemas.dmtf.org/ovf/envelope/1"
  xmlns:cim="http://schemas.dmtf.org/wbem/wscim/1/common"
  xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"
  xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData"
  xmlns:vmw="http://www.vmware.com/schema/ovf"
  xmlns:vssd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_VirtualSystemSettingData"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
"""


@dataclass
class File:
    """A file of the package; `chunk_bytes` when it lies in pieces, `compression` when it is packed."""
    name: str
    size: int
    compression: str = ""
    chunk_bytes: int = 0

    def xml(self, number):
        extra = f' ovf:compression="{self.compression}"' if self.compression else ""
        extra += f' ovf:chunkSize="{self.chunk_bytes}"' if self.chunk_bytes else ""
        return f'    <File ovf:href={quoteattr(self.name)} ovf:id="file{number}" ovf:size="{self.size}"{extra}/>\n'


@dataclass
class Disk:
    """A virtual disk: its file and its capacity, in MiB as VMware writes it."""
    file: File
    capacity_mib: int


@dataclass
class Machine:
    name: str
    disks: list = field(default_factory=list)
    firmware: str = "bios"
    secure_boot: bool = False
    processors: int = 2
    memory_mib: int = 512
    mac: str = "00:50:56:01:02:03"


def item(parts):
    return "      <Item>" + "".join(f"<rasd:{key}>{value}</rasd:{key}>" for key, value in parts.items()) + "</Item>\n"


def hardware(machine, first_disk):
    text = item({"AllocationUnits": "hertz * 10^6", "ElementName": f"{machine.processors} virtual CPU(s)",
                 "InstanceID": 1, "ResourceType": 3, "VirtualQuantity": machine.processors})
    text += item({"AllocationUnits": "byte * 2^20", "ElementName": f"{machine.memory_mib}MB of memory",
                  "InstanceID": 2, "ResourceType": 4, "VirtualQuantity": machine.memory_mib})
    text += item({"Address": 0, "ElementName": "SCSI Controller 0", "InstanceID": 3,
                  "ResourceSubType": "VirtualSCSI", "ResourceType": 6})
    for unit in range(len(machine.disks)):
        text += item({"AddressOnParent": unit, "ElementName": f"Hard Disk {unit + 1}",
                      "HostResource": f"ovf:/disk/vmdisk{first_disk + unit}", "InstanceID": 10 + unit, "Parent": 3,
                      "ResourceType": 17})
    text += item({"Address": machine.mac, "AddressOnParent": 7, "AutomaticAllocation": "true",
                  "Connection": "VM Network", "ElementName": "Ethernet 1", "InstanceID": 30,
                  "ResourceSubType": "VmxNet3", "ResourceType": 10})
    if machine.firmware == "efi":
        secure = "true" if machine.secure_boot else "false"
        text += '      <vmw:Config ovf:required="false" vmw:key="firmware" vmw:value="efi"/>\n'
        text += f'      <vmw:Config ovf:required="false" vmw:key="bootOptions.efiSecureBootEnabled" vmw:value="{secure}"/>\n'
    return text


def system(machine, first_disk):
    identity = machine.name.replace(" ", "_")
    return f"""  <VirtualSystem ovf:id={quoteattr(identity)}>
    <Info>A virtual machine</Info>
    <Name>{machine.name}</Name>
    <OperatingSystemSection ovf:id="96" vmw:osType="debian12_64Guest">
      <Info>The kind of installed guest operating system</Info>
      <Description>Debian GNU/Linux 12 (64-bit)</Description>
    </OperatingSystemSection>
    <VirtualHardwareSection>
      <Info>Virtual hardware requirements</Info>
      <System>
        <vssd:ElementName>Virtual Hardware Family</vssd:ElementName>
        <vssd:InstanceID>0</vssd:InstanceID>
        <vssd:VirtualSystemIdentifier>{machine.name}</vssd:VirtualSystemIdentifier>
        <vssd:VirtualSystemType>vmx-15</vssd:VirtualSystemType>
      </System>
{hardware(machine, first_disk)}    </VirtualHardwareSection>
    <AnnotationSection>
      <Info>A human-readable annotation</Info>
      <Annotation>Made from Debian packages for the tests.</Annotation>
    </AnnotationSection>
  </VirtualSystem>
"""


def envelope(machines):
    """The descriptor of one machine, or of a collection when there are more."""
    disks = [disk for machine in machines for disk in machine.disks]
    text = HEAD + "  <References>\n"
    text += "".join(disk.file.xml(number) for number, disk in enumerate(disks, 1)) + "  </References>\n"
    text += "  <DiskSection>\n    <Info>Virtual disk information</Info>\n"
    for number, disk in enumerate(disks, 1):
        text += (f'    <Disk ovf:capacity="{disk.capacity_mib}" ovf:capacityAllocationUnits="byte * 2^20" '
                 f'ovf:diskId="vmdisk{number}" ovf:fileRef="file{number}" ovf:format="{STREAM_OPTIMIZED}"/>\n')
    text += "  </DiskSection>\n  <NetworkSection>\n    <Info>The list of logical networks</Info>\n"
    text += '    <Network ovf:name="VM Network"><Description>The VM Network network</Description></Network>\n'
    text += "  </NetworkSection>\n"
    systems, first_disk = "", 1
    for machine in machines:
        systems += system(machine, first_disk)
        first_disk += len(machine.disks)
    if len(machines) > 1:
        systems = ('  <VirtualSystemCollection ovf:id="collection">\n    <Info>Virtual machines</Info>\n'
                   f"    <Name>collection</Name>\n{systems}  </VirtualSystemCollection>\n")
    return text + systems + "</Envelope>\n"
