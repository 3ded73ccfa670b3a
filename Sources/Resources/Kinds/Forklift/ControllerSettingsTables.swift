internal import Values

extension ControllerSettings {
    static let images: [Field] = [
        "api_image_fqin", "cli_download_image_fqin", "controller_image_fqin", "deep_inspection_image_fqin",
        "deep_inspection_image_xfs_fqin", "hyperv_provider_server_fqin", "must_gather_image_fqin",
        "ova_provider_server_fqin", "ova_proxy_fqin", "populator_controller_image_fqin",
        "populator_openstack_image_fqin", "populator_ovirt_image_fqin", "populator_vsphere_copy_offload_image_fqin",
        "ui_plugin_image_fqin", "validation_image_fqin", "virt_v2v_image_fqin", "virt_v2v_image_xfs_fqin",
    ].map { name in
        let part = name.replacing("_image", with: "").replacing("_fqin", with: "").replacing("_", with: " ")
        return text(name, nil, "The image of \(part), with registry and tag.")
    }

    /// What the containers of each part may use and are promised: processors and memory.
    static let containers: [Field] = [
        ("api", ["1000m", "1Gi", "100m", "150Mi"]),
        ("cli_download", ["1000m", "1Gi", "100m", "512Mi"]),
        ("controller", ["2", "800Mi", "100m", "350Mi"]),
        ("hooks", ["1000m", "1Gi", "100m", "150Mi"]),
        ("hyperv", ["1000m", "1Gi", "100m", "512Mi"]),
        ("inventory", ["2", "1Gi", "500m", "500Mi"]),
        ("mcp_server", ["1000m", "512Mi", "100m", "256Mi"]),
        ("ova", ["1000m", "1Gi", "100m", "512Mi"]),
        ("ova_proxy", ["1000m", "1Gi", "250m", "512Mi"]),
        ("populator", ["1000m", "1Gi", "100m", "512Mi"]),
        ("ui_plugin", ["100m", "800Mi", "100m", "150Mi"]),
        ("validation", ["1000m", "300Mi", "400m", "50Mi"]),
        ("virt_v2v", ["4000m", "8Gi", "1000m", "1Gi"]),
    ].flatMap { part, amounts in
        zip(["limits_cpu", "limits_memory", "requests_cpu", "requests_memory"], amounts).map { name, amount in
            amountField("\(part)_container_\(name)", amount, part: part.replacing("_", with: " "))
        }
    }

    private static func amountField(_ name: String, _ amount: String, part: String) -> Field {
        let most = name.contains("limits") ? "The most" : "The promised"
        let what = name.hasSuffix("cpu") ? "processor time" : "memory"
        return .optional(
            name,
            .text(
                "\(most) \(what) of containers of \(part).",
                pattern: #"^[0-9]+(\.[0-9]+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$"#, default: amount))
    }

    static func truth(_ name: String, _ standard: String?, _ description: String) -> Field {
        choice(name, ["true", "false"], standard, description)
    }

    static func choice(_ name: String, _ values: [String], _ standard: String?, _ description: String) -> Field {
        .optional(name, .text(description, oneOf: values, default: standard))
    }

    static func number(_ name: String, _ standard: Int64?, from minimum: Double = 1, _ description: String) -> Field {
        .optional(name, .integer(description, format: "int32", minimum: minimum, default: standard))
    }

    static func text(_ name: String, _ standard: String?, _ description: String) -> Field {
        .optional(name, .text(description, default: standard))
    }

    static func duration(_ name: String, _ standard: String, _ description: String) -> Field {
        .optional(name, .text(description, pattern: "^[0-9]+(s|m|h)$", default: standard))
    }

    /// The pattern is the original's: no plain braces, so that a template needs escapes.
    static func template(_ name: String, _ description: String) -> Field {
        .optional(name, .text(description, pattern: #"^([^{}\\]|\\.)*$"#))
    }
}
