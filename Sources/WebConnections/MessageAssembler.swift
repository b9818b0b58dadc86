/// Puts the fragments of websocket messages together.
struct MessageAssembler {
    /// What a fragment led to.
    enum Outcome: Equatable {
        case incomplete
        case message(WebSocketMessage)
        /// The peer broke a rule: the connection is to be closed so.
        case violation(WebSocketClosure)
    }

    /// One piece of a message as the library cuts them, which is smaller than a frame at times.
    struct Fragment {
        var bytes: [UInt8]
        var isFirst: Bool
        var isLast: Bool
        var isBinary: Bool
    }

    private let maximumSize: Int
    private var bytes: [UInt8] = []

    init(maximumSize: Int) { self.maximumSize = maximumSize }

    mutating func add(_ fragment: Fragment) -> Outcome {
        if fragment.isFirst { bytes = [] }
        guard bytes.count + fragment.bytes.count <= maximumSize else {
            bytes = []
            return .violation(WebSocketClosure(code: 1009, reason: "message too big"))
        }
        bytes += fragment.bytes
        guard fragment.isLast else { return .incomplete }
        defer { bytes = [] }
        if fragment.isBinary { return .message(.binary(bytes)) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return .violation(WebSocketClosure(code: 1007, reason: "text is not UTF-8"))
        }
        return .message(.text(text))
    }
}
