import Testing

@testable import WebConnections

@Suite struct FrameReaderTests {
    @Test(
        arguments: [[0x82, 0xFF, 0, 0, 0, 0, 0, 0, 0, 11, 1, 2, 3, 4], [0x83, 0x80, 1, 2, 3, 4], [0x82, 0x00]]
            as [[UInt8]])
    func `after a violation nothing more is read or kept`(violation: [UInt8]) throws {
        var reader = FrameReader(maximumSize: 10)
        reader.add(violation)
        #expect(throws: WebSocketClosure.self) { _ = try reader.next() }
        for _ in 0..<3 {
            reader.add(OutgoingFrame(0x82, [1]).bytes(isMasked: true))
            #expect(try reader.next() == nil)
        }
        #expect(reader.bytes == [])
    }

    @Test func `a frame is read when its last byte has come`() throws {
        var reader = FrameReader(maximumSize: 10)
        let bytes = OutgoingFrame(0x82, [1, 2]).bytes(isMasked: true)
        for byte in bytes.dropLast() {
            reader.add([byte])
            #expect(try reader.next() == nil)
        }
        reader.add(bytes.suffix(1))
        guard case .fragment(let fragment) = try reader.next() else { Issue.record("no fragment"); return }
        #expect(fragment.bytes == [1, 2])
        #expect(reader.bytes == [])
    }
}
