import CCurl

/// An easy handle at work: performs one request after the other and collects what arrives.
///
/// Stays on the loop thread. It is used again because an easy handle is costly to make.
final class Transfer {
    private let settings: TransferSettings
    private var handle: EasyHandle
    private var incoming: IncomingResponse
    /// What is left to send of the body.
    private var outgoing: ArraySlice<UInt8> = []

    init(settings: TransferSettings) throws(CurlError) {
        self.settings = settings
        handle = try EasyHandle()
        incoming = IncomingResponse(maximumBodySize: settings.maximumBodySize)
    }

    var id: EasyHandle.ID { handle.id }

    /// Hands the request to `multi`, which performs it until ``leave(_:)``; both keep a pointer to this object.
    func begin(_ request: OutgoingRequest, on multi: MultiHandle) throws(CurlError) {
        try handle.prepare(for: request, settings: settings)
        let state = unsafe Unmanaged.passUnretained(self).toOpaque()
        try unsafe handle.setReceiver(
            CURLOPT_HEADERFUNCTION, Self.receiveLine, stateOption: CURLOPT_HEADERDATA, state: state)
        try unsafe handle.setReceiver(
            CURLOPT_WRITEFUNCTION, Self.receiveBody, stateOption: CURLOPT_WRITEDATA, state: state)
        outgoing = request.body?[...] ?? []
        if !outgoing.isEmpty { try unsafe handle.setSender(Self.giveBody, count: outgoing.count, state: state) }
        try multi.add(handle)
    }

    /// Stops what still runs and forgets the request, its secrets and its response.
    func leave(_ multi: MultiHandle) throws(CurlError) {
        try multi.remove(handle)
        handle.reset()
        incoming = IncomingResponse(maximumBodySize: settings.maximumBodySize)
        outgoing = []
    }

    /// What it means to the caller that curl ended the transfer with `code`.
    func outcome(of code: CURLcode, for call: Call) -> Result<ClientResponse, any Error> {
        if let refusal = incoming.refusal { return .failure(call.failure(.tooLarge, refusal)) }
        guard code == CURLE_OK else { return .failure(failure(code, of: call)) }
        guard let response = incoming.response else {
            return .failure(call.failure(.brokenAnswer, "the head of the answer is not whole"))
        }
        return .success(response)
    }

    private func failure(_ code: CURLcode, of call: Call) -> HTTPClientError {
        // To curl a tunnel that the proxy declined is like any broken connection.
        let tunnelStatus = handle.number(CURLINFO_HTTP_CONNECTCODE)
        guard tunnelStatus < 300 else { return call.failure(.unreachable, "the proxy answered \(tunnelStatus)") }
        let detail = code.hasHarmlessDetail ? handle.failureText : ""
        return call.failure(HTTPClientError.Code(code), detail.isEmpty ? code.meaning : detail)
    }
}

/// What curl calls from within `perform`: convert and hand over, nothing more.
extension Transfer {
    private static let receiveLine: ccurl_receiver = { bytes, size, count, state in
        unsafe receive(bytes, size * count, state) { unsafe $0.incoming.takeLine($1) }
    }

    private static let receiveBody: ccurl_receiver = { bytes, size, count, state in
        unsafe receive(bytes, size * count, state) { unsafe $0.incoming.takeBody($1) }
    }

    private static let giveBody: ccurl_receiver = { bytes, size, count, state in
        guard let bytes = unsafe bytes, let state = unsafe state else { return 0 }
        let transfer = unsafe Unmanaged<Transfer>.fromOpaque(state).takeUnretainedValue()
        return unsafe transfer.give(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
    }

    /// Returns how many bytes were given.
    private func give(_ room: UnsafeMutableRawBufferPointer) -> Int {
        let piece = outgoing.prefix(room.count)
        unsafe room.copyBytes(from: piece)
        outgoing = outgoing.dropFirst(piece.count)
        return piece.count
    }

    /// Returns how many bytes were taken; any other number than `count` makes curl end the transfer.
    private static func receive(
        _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ state: UnsafeMutableRawPointer?,
        _ take: (Transfer, UnsafeRawBufferPointer) -> Bool
    ) -> Int {
        guard let state = unsafe state else { return 0 }
        let transfer = unsafe Unmanaged<Transfer>.fromOpaque(state).takeUnretainedValue()
        return unsafe take(transfer, UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
    }
}
