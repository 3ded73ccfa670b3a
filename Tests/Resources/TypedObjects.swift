import Resources

/// Reads an object into the model of its kind and writes it back; nil for kinds without a model.
func throughModel(_ object: ResourceObject) throws -> ResourceObject? {
    guard let type = ResourceRegistry.type(apiVersion: object.apiVersion, kind: object.kind) else { return nil }
    for model in allModels where model.resourceType.id == type.id { return try roundTrip(object, model) }
    return nil
}

private func roundTrip<Model: ResourceModel>(_ object: ResourceObject, _ model: Model.Type) throws -> ResourceObject {
    try TypedResource<Model>(object).object()
}

let allModels: [any ResourceModel.Type] = [
    Forklift.Plan.self, Forklift.Provider.self, Forklift.Migration.self, Forklift.NetworkMap.self,
    Forklift.StorageMap.self, Forklift.Hook.self, Forklift.Host.self, Forklift.Conversion.self,
    Forklift.OVAProviderServer.self, Forklift.HyperVProviderServer.self, Forklift.OpenstackVolumePopulator.self,
    Forklift.OvirtVolumePopulator.self, Forklift.VSphereXcopyVolumePopulator.self, Forklift.ForkliftController.self,
    VMImport.VirtualMachineImport.self, VMImport.ResourceMapping.self, VMImport.VMImportConfig.self,
    Kubernetes.VirtualMachine.self, Kubernetes.DataVolume.self, Kubernetes.NetworkAttachmentDefinition.self,
    Kubernetes.Namespace.self, Kubernetes.Secret.self, Kubernetes.ConfigMap.self, Kubernetes.Event.self,
    Kubernetes.NewEvent.self, Kubernetes.Lease.self, Kubernetes.PersistentVolumeClaim.self,
    Kubernetes.StorageClass.self, Kubernetes.Pod.self, Kubernetes.Job.self,
]
