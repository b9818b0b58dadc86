import CCurl

/// Owns one libcurl easy handle and what it points to: created here, freed here, used on one thread at a time.
@safe struct EasyHandle: ~Copyable {
    /// Tells easy handles apart; says nothing once the handle is gone.
    struct ID: Hashable {
        fileprivate let address: UInt

        init(_ handle: OpaquePointer) {
            address = UInt(bitPattern: handle)
        }
    }

    private let handle: OpaquePointer
    private let failure: UnsafeMutableBufferPointer<CChar>
    private var fields = HeaderList()

    init() throws(CurlError) {
        // curl's own initialisation happens in here, once, and is safe on any thread since 7.84.
        guard let handle = unsafe curl_easy_init() else { throw CurlError(CURLE_FAILED_INIT) }
        unsafe self.handle = handle
        unsafe failure = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe failure.initialize(repeating: 0)
    }

    deinit {
        unsafe curl_easy_cleanup(handle)
        unsafe failure.deallocate()
    }

    var id: ID { unsafe ID(handle) }

    /// For the multi handle, which borrows it between `add` and `remove`.
    var pointer: OpaquePointer { unsafe handle }

    /// Forgets every option, so that nothing of one request can reach the next; connections are kept elsewhere.
    mutating func reset() {
        unsafe curl_easy_reset(handle)
        fields = HeaderList()
    }

    /// Has curl write its text about a failure to where ``failureText`` is read from.
    func recordFailure() throws(CurlError) {
        unsafe failure[0] = 0
        try CurlError.check(unsafe ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, failure.baseAddress))
    }

    func set(_ option: CURLoption, to value: Int) throws(CurlError) {
        try CurlError.check(unsafe ccurl_set_long(handle, option, value))
    }

    func set(_ option: CURLoption, to value: String?) throws(CurlError) {
        try CurlError.check(unsafe ccurl_set_string(handle, option, value))
    }

    func setEmptyBody() throws(CurlError) { try CurlError.check(unsafe ccurl_set_empty_body(handle)) }

    /// Has curl ask `sender` with `state`, which must outlive the transfer, for a body of `count` bytes.
    func setSender(_ sender: ccurl_receiver, count: Int, state: UnsafeMutableRawPointer) throws(CurlError) {
        try CurlError.check(unsafe ccurl_set_sender(handle, sender, count))
        try CurlError.check(unsafe ccurl_set_pointer(handle, CURLOPT_READDATA, state))
    }

    mutating func setFields(_ lines: [String]) throws(CurlError) {
        fields = try HeaderList(lines)
        try CurlError.check(unsafe ccurl_set_pointer(handle, CURLOPT_HTTPHEADER, fields.first))
    }

    /// Has curl call `receiver` with `state`, which must outlive every transfer made with it.
    func setReceiver(
        _ option: CURLoption, _ receiver: ccurl_receiver, stateOption: CURLoption, state: UnsafeMutableRawPointer
    ) throws(CurlError) {
        try CurlError.check(unsafe ccurl_set_receiver(handle, option, receiver))
        try CurlError.check(unsafe ccurl_set_pointer(handle, stateOption, state))
    }

    /// Zero when curl has nothing to say.
    func number(_ info: CURLINFO) -> Int {
        var value = 0
        return unsafe ccurl_get_long(handle, info, &value) == CURLE_OK ? value : 0
    }

    func text(_ info: CURLINFO) -> String? {
        var value: UnsafePointer<CChar>?
        guard unsafe ccurl_get_string(handle, info, &value) == CURLE_OK, let value = unsafe value else { return nil }
        return unsafe String(cString: value)
    }

    /// What curl says about the last failure; may quote what was sent.
    var failureText: String {
        unsafe failure.baseAddress.map { unsafe String(cString: $0) } ?? ""
    }
}

/// Owns the lines of a request head, which curl reads for as long as the transfer lasts.
@safe private struct HeaderList: ~Copyable {
    private(set) var first: UnsafeMutablePointer<curl_slist>?

    init() {}

    init(_ lines: [String]) throws(CurlError) {
        for line in lines {
            guard let extended = unsafe curl_slist_append(first, line) else { throw CurlError(CURLE_OUT_OF_MEMORY) }
            unsafe first = extended
        }
    }

    deinit { unsafe curl_slist_free_all(first) }
}
