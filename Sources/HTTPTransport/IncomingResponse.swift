/// A response as far as it has arrived, within limits.
struct IncomingResponse {
    /// More than any server of good will sends; curl bounds only the single line.
    private static let maximumHeadSize = 256 << 10

    private let maximumBodySize: Int
    private var head = ResponseHead()
    private var headSize = 0
    private var body: [UInt8] = []
    /// Why no more is taken; nothing as long as everything fits.
    private(set) var refusal: String?

    init(maximumBodySize: Int) {
        self.maximumBodySize = maximumBodySize
    }

    /// Takes a line of a head; false when that makes the heads too long.
    mutating func takeLine(_ line: some BidirectionalCollection<UInt8>) -> Bool {
        headSize += line.count
        guard headSize <= Self.maximumHeadSize else { return refuse("the head", beyond: Self.maximumHeadSize) }
        head.read(line)
        return true
    }

    /// Takes a piece of the body; false when that makes the body too long.
    mutating func takeBody(_ piece: some Collection<UInt8>) -> Bool {
        guard piece.count <= maximumBodySize - body.count else {
            return refuse("the body", beyond: maximumBodySize)
        }
        body += piece
        return true
    }

    private mutating func refuse(_ part: String, beyond limit: Int) -> Bool {
        refusal = "\(part) of the answer has more than \(limit) bytes"
        return false
    }

    /// The response, once the transfer has ended well; nothing when no whole head was part of it.
    var response: ClientResponse? {
        guard head.isFinal, let status = head.status else { return nil }
        return ClientResponse(status: status, fields: head.fields, body: body)
    }
}
