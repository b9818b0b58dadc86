/// Bytes of a server on their way out, piece by piece, as the connection takes them.
struct OutgoingBytes {
    /// How far a call of ``write(to:)`` came.
    enum Progress {
        /// Nothing is left.
        case done
        /// The connection takes no more now.
        case full
        case broken
    }

    private static let pieceSize = 64 << 10

    private var bytes: [UInt8]
    private var position: Int

    /// - Parameters:
    ///   - bytes: What to send.
    ///   - start: Where in them to begin.
    init(_ bytes: [UInt8], from start: Int = 0) {
        self.bytes = bytes
        position = start
    }

    /// What is not written yet.
    var rest: ArraySlice<UInt8> { bytes[position...] }

    /// Writes until the connection is full or nothing is left.
    mutating func write(to socket: Socket) -> Progress {
        while position < bytes.count {
            guard !socket.isChoked else { return .full }
            let end = min(bytes.count, position + Self.pieceSize)
            guard socket.writeBytes(&bytes, position..<end) else { return .broken }
            position = end
        }
        return .done
    }
}
