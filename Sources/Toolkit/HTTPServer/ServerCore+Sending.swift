internal import CMicrohttpd
internal import Glibc

extension ServerCore {
    /// Queues an answer; on libmicrohttpd's thread.
    func send(_ response: HTTPResponse, _ connection: OpaquePointer, _ exchange: Exchange) -> MHD_Result {
        guard let message = message(response, exchange) else { return .NO }
        defer { MHD_destroy_response(message) }
        for field in response.headers { MHD_add_response_header(message, field.name, field.value) }
        return MHD_queue_response(connection, UInt32(response.status), message)
    }

    private func message(_ response: HTTPResponse, _ exchange: Exchange) -> OpaquePointer? {
        switch response.body {
        case .bytes(var bytes):
            return MHD_create_response_from_buffer(bytes.count, &bytes, .RESPMEM_MUST_COPY)
        case .stream:
            // Balanced by the last argument, which libmicrohttpd calls once when it drops the response.
            let context = Unmanaged.passRetained(exchange).toOpaque()
            return gantry_stream_response(
                { context, _, buffer, count in
                    guard let context, let buffer else { return gantry_end_with_error() }
                    let exchange = Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
                    return exchange.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: count))
                }, context, { context in context.map { Unmanaged<Exchange>.fromOpaque($0).release() } })
        }
    }

    func headers(of connection: OpaquePointer) -> [String: String] {
        var fields: [String: String] = [:]
        for (name, value) in values(of: connection, .HEADER_KIND) {
            let name = name.lowercased()
            fields[name] = fields[name].map { "\($0), \(value)" } ?? value
        }
        return fields
    }

    func parameters(of connection: OpaquePointer) -> [HTTPRequest.Parameter] {
        values(of: connection, .GET_ARGUMENT_KIND).map { HTTPRequest.Parameter($0, $1) }
    }

    private func values(of connection: OpaquePointer, _ kind: MHD_ValueKind) -> [(String, String)] {
        final class Found { var pairs: [(String, String)] = [] }
        let found = Found()
        MHD_get_connection_values(
            connection, kind,
            { context, _, key, value in
                guard let context, let key else { return .YES }
                let found = Unmanaged<Found>.fromOpaque(context).takeUnretainedValue()
                found.pairs.append((String(cString: key), value.map { String(cString: $0) } ?? ""))
                return .YES
            }, Unmanaged.passUnretained(found).toOpaque())
        return withExtendedLifetime(found) { found.pairs }
    }
}
