import CCurl

/// Owns one libcurl multi handle, and with it every connection.
///
/// A class, because two sides hold it: the loop, and whoever may have to wake the loop. The last one frees it.
///
/// `@unchecked Sendable`: only the loop thread calls anything but ``wakeUp()``, the one function that curl allows
/// beside the others; and nobody calls anything when the last reference goes.
@safe final class MultiHandle: @unchecked Sendable {
    /// How one transfer ended.
    struct Completion {
        let id: EasyHandle.ID
        let code: CURLcode
    }

    /// A burst over HTTP/1.1 must neither queue up behind a few connections nor use up the files a process may open.
    private static let connectionLimits = (perHost: 256, total: 512, idle: 256)

    private let handle: OpaquePointer

    init() throws(CurlError) {
        guard let handle = unsafe curl_multi_init() else { throw CurlError(CURLM_OUT_OF_MEMORY) }
        unsafe self.handle = handle
        let limits = Self.connectionLimits
        try set(CURLMOPT_MAX_HOST_CONNECTIONS, to: limits.perHost)
        try set(CURLMOPT_MAX_TOTAL_CONNECTIONS, to: limits.total)
        try set(CURLMOPT_MAXCONNECTS, to: limits.idle)
    }

    deinit { unsafe curl_multi_cleanup(handle) }

    private func set(_ option: CURLMoption, to value: Int) throws(CurlError) {
        try CurlError.check(unsafe ccurl_multi_set_long(handle, option, value))
    }

    func add(_ easy: borrowing EasyHandle) throws(CurlError) {
        try CurlError.check(unsafe curl_multi_add_handle(handle, easy.pointer))
    }

    /// Ends the transfer if it still runs, and with it a connection that is of no more use.
    func remove(_ easy: borrowing EasyHandle) throws(CurlError) {
        try CurlError.check(unsafe curl_multi_remove_handle(handle, easy.pointer))
    }

    /// Does all that can be done without waiting; calls the receivers.
    func perform() throws(CurlError) {
        var running: Int32 = 0
        try CurlError.check(unsafe curl_multi_perform(handle, &running))
    }

    /// A transfer that has ended since the last time; it has still to be removed.
    func nextCompletion() -> Completion? {
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(handle, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE, let easy = unsafe message.pointee.easy_handle else {
                continue
            }
            return unsafe Completion(id: EasyHandle.ID(easy), code: message.pointee.data.result)
        }
        return nil
    }

    /// Blocks until a socket or a timer of curl's needs attention, ``wakeUp()`` is called, or `limit` has passed.
    func wait(atMost limit: Duration) throws(CurlError) {
        // Rounded up: a wait of nothing would spin until the last millisecond is over.
        let milliseconds = limit.components.seconds * 1000 + limit.components.attoseconds / 1_000_000_000_000_000 + 1
        try CurlError.check(unsafe curl_multi_poll(handle, nil, 0, Int32(clamping: milliseconds), nil))
    }

    /// Ends the current or the next ``wait(atMost:)``, from any thread.
    func wakeUp() {
        // It fails when the pipe behind it is full, and then the wait ends anyway.
        _ = unsafe curl_multi_wakeup(handle)
    }
}
