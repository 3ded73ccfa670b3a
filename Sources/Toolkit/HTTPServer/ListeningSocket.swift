internal import Glibc

/// A socket that listens, made before the server so that a port in use is told from everything else.
struct ListeningSocket {
    let descriptor: Int32
    let port: UInt16

    init(host: String, port: UInt16) throws(HTTPServerError) {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST | AI_PASSIVE
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host == "localhost" ? "127.0.0.1" : host, String(port), &hints, &found)
        guard status == 0, let address = found?.pointee else {
            let reason = String(cString: gai_strerror(status))
            throw .notListening(host: host, port: port, reason: "The address can't be read: \(reason).")
        }
        defer { freeaddrinfo(found) }
        let descriptor = socket(address.ai_family, address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Self.failure(host, port, errno) }
        var isOn: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isOn, socklen_t(MemoryLayout<Int32>.size))
        guard bind(descriptor, address.ai_addr, address.ai_addrlen) == 0, listen(descriptor, 511) == 0 else {
            let code = errno
            close(descriptor)
            throw Self.failure(host, port, code)
        }
        self.descriptor = descriptor
        self.port = Self.boundPort(of: descriptor)
    }

    private static func failure(_ host: String, _ port: UInt16, _ code: Int32) -> HTTPServerError {
        code == EADDRINUSE
            ? .portInUse(host: host, port: port)
            : .notListening(host: host, port: port, reason: "The system says: \(String(cString: strerror(code))).")
    }

    /// The port is at the same place in the addresses of both families (ip(7), ipv6(7)).
    private static func boundPort(of descriptor: Int32) -> UInt16 {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(descriptor, $0, &length) }
            return pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                UInt16(bigEndian: $0.pointee.sin_port)
            }
        }
    }
}
