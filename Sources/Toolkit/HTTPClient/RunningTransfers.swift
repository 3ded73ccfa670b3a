internal import CCurl

/// The transfers that curl works on; used by the engine's thread alone.
struct RunningTransfers {
    let multi: UnsafeMutableRawPointer
    let configuration: HTTPClientConfiguration
    private var handles: [ObjectIdentifier: EasyHandle] = [:]
    private var byPointer: [UnsafeMutableRawPointer: EasyHandle] = [:]

    init(multi: UnsafeMutableRawPointer, configuration: HTTPClientConfiguration) {
        self.multi = multi
        self.configuration = configuration
    }

    /// Hands a transfer to curl.
    mutating func begin(_ transfer: Transfer) {
        do {
            let handle = try EasyHandle(transfer, configuration)
            guard curl_multi_add_handle(multi, handle.easy) == CURLM_OK else {
                throw HTTPClientError.unusableRequest(reason: "libcurl does not take another request.")
            }
            handles[ObjectIdentifier(transfer)] = handle
            byPointer[handle.easy] = handle
        } catch {
            transfer.finish(.failure(error))
        }
    }

    /// Lets a transfer go on that waited for its reader.
    func resume(_ transfer: Transfer) {
        guard let handle = handles[ObjectIdentifier(transfer)] else { return }
        _ = curl_easy_pause(handle.easy, CURLPAUSE_CONT)
    }

    /// Ends a transfer before its time.
    mutating func end(_ transfer: Transfer, _ error: any Error) {
        guard let handle = handles[ObjectIdentifier(transfer)] else { return }
        remove(handle)
        transfer.finish(.failure(error))
    }

    /// Ends all.
    mutating func endAll(_ error: any Error) {
        for handle in handles.values { end(handle.transfer, error) }
    }

    /// Tells the transfers that curl is done with.
    mutating func finishDone() {
        var waiting: Int32 = 0
        while let message = curl_multi_info_read(multi, &waiting) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle,
                let handle = byPointer[easy]
            else { continue }
            let code = gantry_curl_result(message)
            let result: Result<Void, any Error> = code == CURLE_OK ? .success(()) : .failure(handle.error(of: code))
            remove(handle)
            handle.transfer.finish(result)
        }
    }

    /// Ends transfers whose head is overdue.
    /// - Returns: how long the thread may sleep, in milliseconds.
    mutating func endOverdue() -> Int32 {
        var soonest = Duration.seconds(10)
        let now = ContinuousClock.now
        for handle in handles.values where !handle.transfer.hasHead {
            let left = handle.headDeadline - now
            guard left <= .zero else {
                soonest = min(soonest, left)
                continue
            }
            let seconds = handle.transfer.request.headDeadlineSeconds
            end(
                handle.transfer,
                HTTPClientError.deadlineExceeded(
                    url: handle.transfer.request.shownURL, reason: "No answer began within \(seconds) s."))
        }
        return Int32(soonest / .milliseconds(1)) + 1
    }

    private mutating func remove(_ handle: EasyHandle) {
        _ = curl_multi_remove_handle(multi, handle.easy)
        handles[ObjectIdentifier(handle.transfer)] = nil
        byPointer[handle.easy] = nil
    }
}
