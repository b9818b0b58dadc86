import Testing

@testable import WebConnections

@Suite struct MessageAssemblerTests {
    private var assembler = MessageAssembler(maximumSize: 8)

    @Test mutating func `a message is what its fragments hold together`() {
        #expect(assembler.add(.init(bytes: [0xC3], isFirst: true, isLast: false, isBinary: false)) == .incomplete)
        let end = assembler.add(.init(bytes: [0xA9], isFirst: false, isLast: true, isBinary: false))
        #expect(end == .message(.text("é")))
    }

    @Test mutating func `a message does not begin with the last one`() {
        _ = assembler.add(.init(bytes: [1, 2], isFirst: true, isLast: true, isBinary: true))
        let next = assembler.add(.init(bytes: [3], isFirst: true, isLast: true, isBinary: true))
        #expect(next == .message(.binary([3])))
    }

    @Test mutating func `fragments over the limit together break it`() {
        let first = assembler.add(
            .init(bytes: Array(repeating: 1, count: 8), isFirst: true, isLast: false, isBinary: true))
        #expect(first == .incomplete)
        let second = assembler.add(.init(bytes: [1], isFirst: false, isLast: true, isBinary: true))
        #expect(second == .violation(WebSocketClosure(code: 1009, reason: "message too big")))
    }

    @Test(arguments: [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0x80]] as [[UInt8]])
    func `text must be UTF-8`(bytes: [UInt8]) {
        var assembler = assembler
        let outcome = assembler.add(.init(bytes: bytes, isFirst: true, isLast: true, isBinary: false))
        #expect(outcome == .violation(WebSocketClosure(code: 1007, reason: "text is not UTF-8")))
    }
}
