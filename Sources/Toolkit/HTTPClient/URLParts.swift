/// A URL taken apart as far as a connection needs it (RFC 3986, section 3).
struct URLParts {
    var scheme: String
    /// The host, with the brackets of IPv6.
    var host: String
    var port: Int
    /// The path with all that follows.
    var rest: String

    init?(_ url: String) {
        guard let slashes = url.range(of: "://") else { return nil }
        scheme = String(url[..<slashes.lowerBound])
        let afterScheme = url[slashes.upperBound...]
        let authority = afterScheme.prefix { !"/?#".contains($0) }
        rest = String(afterScheme[authority.endIndex...])
        let hostAndPort = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? authority
        let bracket = hostAndPort.lastIndex(of: "]") ?? hostAndPort.startIndex
        let standardPort = scheme == "https" ? 443 : 80
        if let colon = hostAndPort[bracket...].lastIndex(of: ":") {
            host = String(hostAndPort[..<colon])
            port = Int(hostAndPort[hostAndPort.index(after: colon)...]) ?? standardPort
        } else {
            host = String(hostAndPort)
            port = standardPort
        }
        if host.isEmpty { return nil }
    }

    /// `host:port`.
    var authority: String { "\(host):\(port)" }

    /// The URL with another host.
    func replacingHost(by name: String) -> String { "\(scheme)://\(name):\(port)\(rest)" }
}
