/// What a token may do.
public enum Role: String, Sendable, Codable, CaseIterable {
    /// Everything, everywhere.
    case admin
    /// Everything in one namespace.
    case editor
    /// Reading all but secrets in one namespace.
    case viewer
}

/// Somebody who asks, as far as the server knows.
struct User: Sendable, Equatable {
    var name: String
    var groups: [String]
    var uid: String
    var role: Role
    /// Nil for administrators.
    var namespace: String?

    /// Whether it may do that; `subresource` is part of what is asked, and needs the same right as its resource.
    func may(_ verb: String, _ plural: String, group: String, namespace asked: String?, name: String?) -> Bool {
        if role == .admin { return true }
        guard let namespace else { return false }
        let isReading = ["get", "list", "watch"].contains(verb)
        // Their own namespace can be looked at, so that `kubectl get ns team-a` and contexts work.
        if group.isEmpty, plural == "namespaces" {
            return verb == "get" && (asked ?? name) == namespace && name == namespace
        }
        guard asked == namespace else { return false }
        switch role {
        case .admin: return true
        case .editor: return true
        case .viewer: return isReading && !(group.isEmpty && plural == "secrets")
        }
    }
}
