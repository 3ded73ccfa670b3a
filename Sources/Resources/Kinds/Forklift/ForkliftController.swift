internal import Values

extension ResourceType {
    /// Settings of the whole installation.
    public static let forkliftController = ResourceType(
        id: .forklift("forkliftcontrollers"), kind: "ForkliftController",
        schema: .resource("Settings of the whole installation.") {
            Field.optional(
                "spec",
                .object("The settings.") {
                    ControllerSettings.features
                    ControllerSettings.controller
                    ControllerSettings.conversion
                    ControllerSettings.services
                    ControllerSettings.names
                    ControllerSettings.images
                    ControllerSettings.containers
                })
            Field.optional("status", .open("How the installation is."))
        })
}

/// The settings of a ForkliftController: flat, in snake case, truths as text, as the API has them.
enum ControllerSettings {
    static let features = fields {
        truth("k8s_cluster", "false", "Whether the cluster is plain Kubernetes, not OpenShift.")
        truth("feature_auth_required", "true", "Whether the inventory asks for tokens.")
        truth("feature_cli_download", "true", "Whether the command line tool can be downloaded.")
        truth("feature_copy_offload", "true", "Whether storage arrays may copy by themselves.")
        truth("feature_mcp_server", "false", "Whether the MCP server runs.")
        truth("feature_ocp_live_migration", "true", "Whether machines move between clusters while they run.")
        truth("feature_ova_appliance_management", "true", "Whether appliances can be uploaded and deleted.")
        truth("feature_ui_plugin", "true", "Whether the console has a plugin.")
        truth("feature_use_conversion_cr", "true", "Whether conversions are resources of their own.")
        truth("feature_validation", "true", "Whether machines are checked for concerns.")
        truth("feature_vmware_system_serial_number", "true", "Whether serial numbers look as VMware makes them.")
        truth("feature_volume_populator", "true", "Whether populators fill claims.")
        truth("feature_vsphere_vmware_driver_removal", "false", "Whether VMware's drivers are removed from Windows.")
        truth("feature_windows_registry_network_config", "false", "Whether Windows gets addresses by its registry.")
        truth("feature_windows_wait_for_reboot", "true", "Whether a migration of Windows waits for its reboots.")
        truth("feature_xfs_repair_ignore", "false", "Whether failing repairs of XFS are let pass.")
    }

    static let controller = fields {
        number("controller_block_overhead", 0, from: 0, "Bytes that block volumes are larger.")
        number("controller_filesystem_overhead", 10, from: 0, "Per cent that volumes with files are larger.")
        number("controller_blocker_grace_period_minutes", 5, "Minutes that a blocker may last before plans fail.")
        number("controller_cleanup_retries", 10, "How often cleaning up is tried.")
        number("controller_host_lease_duration_seconds", 10, "Seconds that the lease of a host lasts.")
        text("controller_host_lease_namespace", "openshift-mtv", "The namespace of leases of hosts.")
        duration("controller_hyperv_refresh_interval", "10s", "How often the inventory of Hyper-V is read.")
        duration("controller_hyperv_validation_timeout", "30s", "How long checking disks of Hyper-V may take.")
        number("controller_log_level", 3, from: 0, "How much is logged.")
        number("controller_max_concurrent_reconciles", 10, "How many resources are reconciled at once.")
        number("controller_max_parent_backing_retries", 10, "How often the parents of disks are looked for.")
        number("controller_max_populator_inflight", 20, "How many populators an ESXi host serves at once.")
        number("controller_max_vm_inflight", 20, "How many machines migrate at once.")
        text("controller_migration_service_account", nil, "The service account of migrations' pods.")
        template("controller_ocp_pvc_name_template", "The template of claim names for machines of KubeVirt.")
        template("controller_pvc_name_template", "The template of claim names for other machines.")
        truth("controller_ovirt_warm_migration", "true", "Whether machines of oVirt are copied while they run.")
        number("controller_precopy_interval", 60, "Minutes between copies of a running machine.")
        truth("controller_retain_populator_pods", "false", "Whether pods of populators stay.")
        truth("controller_retain_precopy_importer_pods", "false", "Whether pods of precopies stay.")
        number("controller_snapshot_removal_check_retries", 20, "How often it is checked that a snapshot is gone.")
        number("controller_snapshot_removal_timeout_minuts", 120, "Minutes that removing a snapshot may take.")
        number("controller_snapshot_status_check_rate_seconds", 10, "Seconds between looks at a snapshot.")
        truth("controller_static_udn_ip_addresses", "true", "Whether machines keep addresses on user networks.")
        number("controller_tls_connection_timeout_sec", 5, "Seconds that a TLS handshake may take.")
        text("controller_transfer_network", nil, "The network attachment of the controller, as namespace/name.")
        number("controller_vddk_job_active_deadline_sec", 300, "Seconds that checking a VDDK image may take.")
        truth("controller_vsphere_incremental_backup", "true", "Whether vSphere says which blocks changed.")
        number("controller_windows_reboot_timeout", 1800, "Seconds that Windows' reboots may take.")
        truth("wait_for_final_snapshot_consolidation", "true", "Whether the last snapshot is waited for.")
    }

    static let conversion = fields {
        truth("virt_v2v_dont_request_kvm", nil, "Whether pods that convert do without KVM.")
        text("virt_v2v_extra_args", nil, "More arguments of virt-v2v.")
        text("virt_v2v_extra_conf_config_map", nil, "The ConfigMap with more configuration of virt-v2v.")
        text("virt_v2v_inspector_extra_args", nil, "More arguments of virt-v2v-inspector.")
        number("virt_v2v_memsize", nil, "Megabytes of memory of the appliance that converts.")
        number("virt_v2v_smp", nil, "Processors of the appliance that converts.")
        text("vddk_image", nil, "The image with VMware's disk library.")
    }

    static let services = fields {
        text("aap_ca_secret_name", nil, "The Secret with the certificate authority, under the key ca.crt.")
        truth("aap_insecure_skip_verify", "false", "Whether the platform's certificate is not checked.")
        number("aap_timeout", nil, "Seconds that a job of Ansible may take.")
        text("aap_token_secret_name", nil, "The Secret with the platform's token, under the key token.")
        text("aap_url", nil, "The address of the Ansible Automation Platform.")
        choice("image_pull_policy", ["Always", "IfNotPresent", "Never"], "Always", "When images are pulled.")
        duration("inventory_route_timeout", "360s", "How long a request for the inventory may take.")
        duration("metric_interval", "30s", "How often metrics are read.")
        duration("ova_proxy_route_timeout", "360s", "How long a request for appliances may take.")
        truth("mcp_server_kube_insecure", "true", "Whether the MCP server skips TLS checks in the cluster.")
        truth("mcp_server_lightspeed_integration", "true", "Whether Lightspeed is told of the MCP server.")
        truth("mcp_server_lightspeed_set_mcp_gate", "false", "Whether Lightspeed's gate for it is set.")
        number("mcp_server_max_response_chars", 0, from: 0, "The most characters of an answer; 0 for any number.")
        choice("mcp_server_output_format", ["markdown", "text", "json"], "markdown", "How the MCP server answers.")
        truth("mcp_server_read_only", "false", "Whether the MCP server changes nothing.")
        number("mcp_server_verbose", 2, from: 0, "How much the MCP server logs.")
        number("validation_policy_agent_search_interval", 120, "Seconds between looks for new policies.")
    }

    static let names = fields {
        text("naa_oui_map_configmap_name", "forklift-naa-oui-map", "The ConfigMap that tells arrays by their disks.")
        text("ovirt_osmap_configmap_name", "forklift-ovirt-osmap", "The ConfigMap with systems of oVirt.")
        text("validation_extra_volume_mountpath", "/usr/share/opa/policies/extra", "Where more policies are mounted.")
        text("validation_extra_volume_name", "validation-extra-rules", "The volume with more policies.")
        text("virt_customize_configmap_name", "forklift-virt-customize", "The ConfigMap with scripts for guests.")
        text("vsphere_osmap_configmap_name", "forklift-vsphere-osmap", "The ConfigMap with systems of vSphere.")
    }
}
