extension ResourceType {
    /// Which machines move where, and how.
    public static let plan = ResourceType(
        id: .forklift("plans"), kind: "Plan",
        schema: .resource("Which machines move where, and how.") {
            Field.optional("spec", .planSpec)
            Field.optional("status", .planStatus)
        },
        columns: [
            .condition("READY", "Ready"), .condition("EXECUTING", "Executing"), .condition("SUCCEEDED", "Succeeded"),
            .condition("FAILED", "Failed"), .age(),
        ])
}

extension Schema {
    fileprivate static let planSpec = object("What is wanted.") {
        Field.optional("description", .text("What the plan is for."))
        Field.required("provider", .providerPair)
        Field.required("map", .planMaps)
        Field.required("targetNamespace", .text("The namespace that gets the machines."))
        Field.required("vms", .list("The machines.", of: .planMachine))
        Field.optional("type", .text("How it moves: cold when empty.", oneOf: ["cold", "warm", "live", "conversion"]))
        Field.optional("warm", .flag("Whether it copies while machines run; type is the better way to say so."))
        Field.optional("archived", .flag("Whether it is over and its temporary resources go."))
        planPlacement
        planConversion
        planNaming
        planBehaviour
    }

    private static let planMaps = object("How networks and storage of the source become those of the target.") {
        Field.required("network", .objectReference("The NetworkMap."))
        Field.required("storage", .objectReference("The StorageMap."))
    }

    private static let planPlacement = fields {
        Field.optional("transferNetwork", .objectReference("The network attachment that disks are copied over."))
        Field.optional("targetLabels", .map("Labels of the new machines."))
        Field.optional("targetNodeSelector", .map("Labels of the nodes that may run the new machines."))
        Field.optional("targetAffinity", .affinity("Where the new machines run."))
        Field.optional("convertorLabels", .map("Labels of the pods that convert."))
        Field.optional("convertorNodeSelector", .map("Labels of the nodes that may convert."))
        Field.optional("convertorAffinity", .affinity("Where the pods that convert run."))
        Field.optional(
            "serviceAccount",
            .text("The service account of the migration's pods.", pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$").with {
                $0.maximumLength = 253
            })
        Field.optional(
            "skipZoneNodeSelector", .flag("Whether machines from EC2 are not bound to the zone of their volumes."))
    }

    private static let planConversion = fields {
        Field.optional("conversionTempStorageClass", .text("The storage class of the conversion's scratch space."))
        Field.optional("conversionTempStorageSize", .text("The size of the conversion's scratch space."))
        Field.optional("customizationScripts", .objectReference("The ConfigMap with scripts for the guests."))
        Field.optional("deleteGuestConversionPod", .flag("Whether pods that converted are deleted at once."))
        Field.optional("installLegacyDrivers", .flag("Whether old Windows gets drivers signed the old way."))
        Field.optional(
            "runPreflightInspection", .flag("Whether guests are inspected before a warm migration.", default: true))
        Field.optional("skipGuestConversion", .flag("Whether disks are copied as they are.", default: false))
        Field.optional(
            "useCompatibilityMode",
            .flag("Whether machines that were not converted get emulated devices.", default: true))
        Field.optional("virtV2vImage", .text("The image that converts."))
        Field.optional(
            "xfsCompatibility", .flag("Whether the image for old XFS file systems converts.", default: false))
    }

    private static let planNaming = fields {
        Field.optional("pvcNameTemplate", .text("The template of claim names."))
        Field.optional("pvcNameTemplateUseGenerateName", .flag("Whether claim names get a random end."))
        Field.optional("volumeNameTemplate", .text("The template of volume names."))
        Field.optional("networkNameTemplate", .text("The template of network interface names."))
    }

    private static let planBehaviour = fields {
        Field.optional(
            "deleteVmOnFailMigration", .flag("Whether a machine that failed to migrate is deleted.", default: true))
        Field.optional("diskBus", .text("Not used any more."))
        Field.optional("enableNestedVirtualization", .flag("Whether guests may run guests; as in the source if unset."))
        Field.optional("migrateSharedDisks", .flag("Whether shared disks are copied.", default: true))
        Field.optional("preserveClusterCpuModel", .flag("Whether the CPU model of the oVirt cluster is kept."))
        Field.optional("preserveStaticIPs", .flag("Whether guests keep their static addresses.", default: true))
        Field.optional("rdmAsLun", .flag("Whether raw device mappings become LUNs."))
        Field.optional("scsiReservation", .flag("Whether LUNs have persistent reservations."))
        Field.optional("tagMapping", .tagMapping)
        Field.optional("targetPowerState", .targetPowerState)
    }

    private static let tagMapping = object("Which tags of vSphere become labels.") {
        Field.optional("disabled", .flag("Whether none do."))
        Field.optional("labelTags", .list("The tags that do.", of: .text()))
    }
}
