import CWebSockets
import HTTPTypes

/// One connection of the library, as its handler may use it: on the loop thread, and not after `.destroyed`.
@safe struct Socket {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) { unsafe self.handle = handle }

    // MARK: Reading and writing

    /// Asks for one `.writable` event, when the connection takes bytes again.
    func requestWriting() { _ = unsafe lws_callback_on_writable(handle) }

    /// True while the system or the library still holds bytes that we wrote.
    var isChoked: Bool { unsafe lws_send_pipe_choked(handle) != 0 }

    func pauseReading() { _ = unsafe lws_rx_flow_control(handle, 0) }

    func resumeReading() { _ = unsafe lws_rx_flow_control(handle, 1) }

    /// Whether bytes that came with the last request may wait in the library; those of another connection count too.
    var mayHoldUnread: Bool { unsafe lws_service_adjust_timeout(lws_get_context(handle), 1, 0) == 0 }

    /// Writes `range` of `bytes`; what the connection does not take at once, the library keeps and sends.
    ///
    /// - Returns: `false` when the connection is broken.
    func write(_ bytes: inout [UInt8], _ range: Range<Int>, as kind: lws_write_protocol) -> Bool {
        precondition(
            range.lowerBound >= Self.headroom && range.upperBound <= bytes.count, "the library writes in front")
        return unsafe bytes.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return false }
            return unsafe lws_write(handle, base + range.lowerBound, range.count, kind) >= range.count
        }
    }

    /// How many bytes in front of what is written the library needs for its own use.
    static let headroom = Int(CLWS_PRE)

    // MARK: Ending

    /// The close frame that goes out when the handler next answers `.close`; the library cuts nothing.
    func setCloseReason(_ closure: WebSocketClosure) {
        var reason = Array(closure.reason.utf8)
        unsafe lws_close_reason(handle, lws_close_status(UInt32(closure.code)), &reason, reason.count)
    }

    /// Closes without ceremony at the next turn of the loop.
    func abandon() { unsafe lws_set_timeout(handle, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_ASYNC) }

    /// Lets the library close the connection after this long, in place of the limit it had set itself.
    func setLimit(_ time: Duration) {
        unsafe lws_set_timeout(handle, PENDING_TIMEOUT_HTTP_CONTENT, time.wholeSeconds)
    }

    func removeLimit() { unsafe lws_set_timeout(handle, NO_PENDING_TIMEOUT, 0) }

    /// One `.timer` event after this long; a later call moves it.
    func setTimer(_ time: Duration) { unsafe lws_set_timer_usecs(handle, Int64(time / .microseconds(1))) }

    /// Makes the connection ready for the next request; `false` when it must be closed instead.
    func endTransaction() -> Bool { unsafe lws_http_transaction_completed(handle) == 0 }

    // MARK: Websocket frames

    var isFirstFragment: Bool { unsafe lws_is_first_fragment(handle) != 0 }

    var isMessageEnd: Bool {
        unsafe lws_is_final_fragment(handle) != 0 && lws_remaining_packet_payload(handle) == 0
    }

    var isBinary: Bool { unsafe lws_frame_is_binary(handle) != 0 }

    // MARK: Header fields

    /// The status line of the other side's answer; nothing when there was none.
    var responseStatus: Int? {
        let status = unsafe lws_http_client_http_response(handle)
        return status == 0 ? nil : Int(status)
    }

    func hasField(_ token: lws_token_indexes) -> Bool { unsafe lws_hdr_total_length(handle, token) > 0 }

    /// The value of a field that the library has a token for; repeated fields come joined by commas.
    func field(_ token: lws_token_indexes) -> [UInt8]? {
        let length = unsafe lws_hdr_total_length(handle, token)
        guard length > 0 else { return nil }
        return unsafe copy(length) { unsafe lws_hdr_copy(handle, $0, $1, token) }
    }

    /// The parts of the request target: of the path, where the library cut it at `&`; of the query, its items.
    func fragments(_ token: lws_token_indexes) -> [[UInt8]] {
        var fragments: [[UInt8]] = []
        while let length = fragmentLength(token, Int32(fragments.count)) {
            let index = Int32(fragments.count)
            fragments.append(unsafe copy(length) { unsafe lws_hdr_copy_fragment(handle, $0, $1, token, index) } ?? [])
        }
        return fragments
    }

    /// The value of a field that the library has no token for; `name` in lower case with its colon.
    func customField(_ name: String) -> [UInt8]? {
        let length = Int32(name.utf8.count)
        let size = unsafe lws_hdr_custom_length(handle, name, length)
        guard size >= 0 else { return nil }
        return unsafe copy(size) { unsafe lws_hdr_custom_copy(handle, $0, $1, name, length) }
    }

    private func fragmentLength(_ token: lws_token_indexes, _ index: Int32) -> Int32? {
        guard hasField(token) else { return nil }
        // The length call does not tell a missing fragment from an empty one; the copy does.
        var none: CChar = 0
        let length = unsafe lws_hdr_fragment_length(handle, token, index)
        guard length == 0 else { return length }
        return unsafe lws_hdr_copy_fragment(handle, &none, 1, token, index) < 0 ? nil : 0
    }

    private func copy(_ length: Int32, with call: (UnsafeMutablePointer<CChar>?, Int32) -> Int32) -> [UInt8]? {
        unsafe [UInt8](unsafeUninitializedCapacity: Int(length) + 1) { buffer, count in
            let copied = unsafe buffer.withMemoryRebound(to: CChar.self) { unsafe call($0.baseAddress, length + 1) }
            count = max(0, Int(copied))
        }
    }
}

extension Duration {
    /// At least one: the library knows no shorter limits.
    var wholeSeconds: Int32 { Int32(clamping: max(1, Int64((self / .seconds(1)).rounded(.up)))) }
}
