internal import Resources
internal import Values
internal import YAML

/// The file that tells kubectl where the control plane is and who asks.
enum Kubeconfig {
    static func text(server: String, authorityPEM: String, token: String, user: String) throws -> String {
        let document: JSONValue = [
            "apiVersion": "v1", "kind": "Config", "current-context": "gantry",
            "clusters": [
                [
                    "name": "gantry",
                    "cluster": [
                        "server": .string(server),
                        "certificate-authority-data": .string(Base64.text(of: Array(authorityPEM.utf8))),
                    ],
                ]
            ],
            "users": [["name": .string(user), "user": ["token": .string(token)]]],
            "contexts": [
                ["name": "gantry", "context": ["cluster": "gantry", "user": .string(user), "namespace": "default"]]
            ],
        ]
        return try YAML.text(of: [document])
    }
}
