internal import CCurl

/// One request as libcurl has it; made, used and freed on the engine's thread.
final class EasyHandle {
    let easy: UnsafeMutableRawPointer
    let transfer: Transfer
    let headDeadline: ContinuousClock.Instant
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    // CURL_ERROR_SIZE bytes that curl writes its sentence into.
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    init(_ transfer: Transfer, _ configuration: HTTPClientConfiguration) throws {
        guard let easy = curl_easy_init() else {
            throw HTTPClientError.unusableRequest(reason: "libcurl has no memory.")
        }
        self.easy = easy
        self.transfer = transfer
        headDeadline = .now + .seconds(transfer.request.headDeadlineSeconds)
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        set(CURLOPT_NOSIGNAL, 1)
        _ = gantry_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
        try setRequest(configuration)
        try setConnection(configuration)
        try setTrust(configuration)
        setCallbacks()
    }

    deinit {
        curl_easy_cleanup(easy)
        for list in lists { curl_slist_free_all(list) }
        errorText.deallocate()
    }

    private func setRequest(_ configuration: HTTPClientConfiguration) throws {
        let request = transfer.request
        var headers = request.headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        // curl asks before it sends larger bodies; that costs a round trip and some servers never answer.
        headers.append("Expect:")
        if let name = configuration.serverName, let parts = URLParts(request.url) {
            try set(CURLOPT_URL, parts.replacingHost(by: name))
            _ = gantry_curl_set_list(easy, CURLOPT_CONNECT_TO, list(["::\(parts.host):\(parts.port)"]))
            headers.append("Host: \(parts.authority)")
        } else {
            try set(CURLOPT_URL, request.url)
        }
        if let body = request.body {
            let empty = UnsafeRawPointer(errorText)
            _ = body.withUnsafeBytes { gantry_curl_set_body(easy, $0.baseAddress ?? empty, $0.count) }
            if !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
                headers.append("Content-Type: application/octet-stream")
            }
        }
        if request.method == "HEAD" {
            set(CURLOPT_NOBODY, 1)
        } else {
            try set(CURLOPT_CUSTOMREQUEST, request.method)
        }
        _ = gantry_curl_set_list(easy, CURLOPT_HTTPHEADER, list(headers))
        try set(CURLOPT_USERAGENT, configuration.userAgent)
        if let seconds = request.deadlineSeconds { set(CURLOPT_TIMEOUT_MS, max(1, Int(seconds * 1000))) }
        if let seconds = request.silenceSeconds {
            set(CURLOPT_LOW_SPEED_LIMIT, 1)
            set(CURLOPT_LOW_SPEED_TIME, max(1, Int(seconds.rounded(.up))))
        }
    }

    private func setConnection(_ configuration: HTTPClientConfiguration) throws {
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_TCP_KEEPIDLE, 30)
        set(CURLOPT_TCP_KEEPINTVL, 15)
        set(CURLOPT_CONNECTTIMEOUT_MS, max(1, Int(configuration.connectSeconds * 1000)))
        switch configuration.proxy {
        case .environment: break
        case .none: try set(CURLOPT_PROXY, "")
        case .url(let url): try set(CURLOPT_PROXY, url)
        }
    }

    private func setTrust(_ configuration: HTTPClientConfiguration) throws {
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        switch configuration.trust {
        case .system: break
        case .authorities(let pem):
            try set(CURLOPT_CAINFO_BLOB, pem)
            // The folder of the system's authorities would be trusted besides.
            _ = gantry_curl_set_text(easy, CURLOPT_CAPATH, nil)
        case .exactly(let pem):
            try set(CURLOPT_CAINFO_BLOB, pem)
            _ = gantry_curl_set_text(easy, CURLOPT_CAPATH, nil)
            set(CURLOPT_SSL_VERIFYHOST, 0)
        case .anyoneInsecurely:
            set(CURLOPT_SSL_VERIFYPEER, 0)
            set(CURLOPT_SSL_VERIFYHOST, 0)
        }
        if let identity = configuration.identity {
            try set(CURLOPT_SSLCERT_BLOB, identity.certificatePEM)
            try set(CURLOPT_SSLKEY_BLOB, identity.keyPEM)
        }
    }

    /// The callbacks get the transfer without a reference of its own: this handle holds it, and outlives them.
    private func setCallbacks() {
        let context = Unmanaged.passUnretained(transfer).toOpaque()
        _ = gantry_curl_set_header_reader(
            easy,
            { bytes, size, count, context in
                guard let bytes, let context else { return 0 }
                let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
                let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
                return transfer.take(headLine: Array(line)) ? size * count : 0
            }, context)
        _ = gantry_curl_set_writer(
            easy,
            { bytes, size, count, context in
                guard let bytes, let context else { return 0 }
                let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
                let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
                return transfer.take(bodyPiece: piece) ? size * count : gantry_curl_pause
            }, context)
    }

    /// What a result of curl means to a person.
    func error(of code: CURLcode) -> HTTPClientError {
        let url = transfer.request.shownURL
        let sentence = String(cString: errorText)
        let reason = (sentence.isEmpty ? String(cString: curl_easy_strerror(code)) : sentence) + "."
        return switch code {
        case CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY:
            .notConnected(url: url, reason: reason)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_ISSUER_ERROR:
            .untrusted(url: url, reason: reason)
        case CURLE_OPERATION_TIMEDOUT: .deadlineExceeded(url: url, reason: reason)
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: .unusableRequest(reason: reason)
        default: .interrupted(url: url, reason: reason)
        }
    }

    private func set(_ option: CURLoption, _ number: Int) { _ = gantry_curl_set_long(easy, option, number) }

    private func set(_ option: CURLoption, _ text: String) throws {
        guard !text.utf8.contains(0), gantry_curl_set_text(easy, option, text) == CURLE_OK else {
            throw HTTPClientError.unusableRequest(reason: "libcurl refuses a setting of the connection.")
        }
    }

    private func set(_ option: CURLoption, _ blob: [UInt8]) throws {
        let code = blob.withUnsafeBytes { gantry_curl_set_blob(easy, option, $0.baseAddress, $0.count) }
        guard code == CURLE_OK else {
            throw HTTPClientError.unusableRequest(reason: "libcurl refuses a certificate or key.")
        }
    }

    private func list(_ texts: [String]) -> UnsafeMutablePointer<curl_slist>? {
        var head: UnsafeMutablePointer<curl_slist>?
        for text in texts { head = curl_slist_append(head, text) ?? head }
        if let head { lists.append(head) }
        return head
    }
}
