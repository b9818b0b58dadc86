import CWebSockets
import Glibc

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

    /// Writes `range` of `bytes` as it is to a server's connection; what that does not take at once, the library keeps and
    /// sends.
    ///
    /// - Returns: `false` when the connection is broken.
    func writeBytes(_ bytes: inout [UInt8], _ range: Range<Int>) -> Bool {
        unsafe bytes.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return range.isEmpty }
            return unsafe lws_write(handle, base + range.lowerBound, range.count, LWS_WRITE_HTTP) >= range.count
        }
    }

    /// Writes `range` of `bytes` as part of a websocket message; what the connection does not take at once, the library keeps and sends.
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

    /// Tells the peer that nothing more comes, and goes on reading.
    func endWriting() { _ = unsafe shutdown(lws_get_socket_fd(handle), Int32(SHUT_WR)) }

    /// Takes back the limit that the library set for a handshake.
    func removeLimit() { unsafe lws_set_timeout(handle, NO_PENDING_TIMEOUT, 0) }

    /// One `.timer` event after this long; a later call moves it.
    func setTimer(_ time: Duration) { unsafe lws_set_timer_usecs(handle, Int64(time / .microseconds(1))) }

    // MARK: Websocket frames

    var isFirstFragment: Bool { unsafe lws_is_first_fragment(handle) != 0 }

    var isMessageEnd: Bool {
        unsafe lws_is_final_fragment(handle) != 0 && lws_remaining_packet_payload(handle) == 0
    }

    var isBinary: Bool { unsafe lws_frame_is_binary(handle) != 0 }

    // MARK: The handshake of a client

    /// The status line of the other side's answer; nothing when there was none.
    var responseStatus: Int? {
        let status = unsafe lws_http_client_http_response(handle)
        return status == 0 ? nil : Int(status)
    }
}

extension Duration {
    /// At least one: the library knows no shorter limits.
    var wholeSeconds: Int32 { Int32(clamping: max(1, Int64((self / .seconds(1)).rounded(.up)))) }
}
