import Synchronization
import Testing

@testable import WebConnections

@Suite struct WebSocketChannelTests {
    private let nudges: Nudges
    private let channel: WebSocketChannel

    init() {
        let nudges = Nudges()
        self.nudges = nudges
        channel = WebSocketChannel { nudges.add($0) }
    }

    @Test func `the peer is held back at 64 waiting messages, until half of them are read`() async throws {
        for _ in 1..<64 { #expect(!channel.deliver(.text("a"))) }
        #expect(channel.deliver(.text("a")))
        for _ in 1..<32 { _ = try await channel.next() }
        #expect(nudges.all == [])
        _ = try await channel.next()
        #expect(nudges.all == [.resumeReading])
    }

    @Test func `what was read before the pause took hold does not keep a held back peer from going on`() async throws {
        for _ in 0..<64 { _ = channel.deliver(.text("a")) }
        _ = try await channel.next()
        _ = channel.deliver(.text("a"))
        for _ in 0..<64 { _ = try await channel.next() }
        #expect(nudges.all == [.resumeReading])
    }

    @Test func `the peer is held back at 1 MiB too`() {
        #expect(!channel.deliver(.binary(Array(repeating: 0, count: (1 << 20) - 1))))
        #expect(channel.deliver(.binary([0])))
    }

    @Test func `the loop is asked to write once, until it has written all`() {
        channel.send(.text("a"))
        channel.send(.text("b"))
        channel.close(WebSocketClosure(code: 1000, reason: ""))
        #expect(nudges.all == [.write])
        #expect(channel.outgoing() == ["a", "b", "close 1000"])
    }

    @Test func `what came before the end is read after it`() async throws {
        _ = channel.deliver(.text("a"))
        channel.finish(WebSocketClosure(code: 4000, reason: ""))
        channel.finish(WebSocketClosure(code: 1006, reason: ""))
        #expect(try await channel.next() == .text("a"))
        #expect(try await channel.next() == nil)
        #expect(channel.closure?.code == 4000)
    }
}

extension WebSocketChannel {
    /// All that the loop would write now, the close frame last.
    fileprivate func outgoing() -> [String] {
        var written: [String] = []
        while let next = nextOutgoing() {
            switch next {
            case .message(let message):
                written.append(String(decoding: message.bytes.dropFirst(Socket.headroom), as: UTF8.self))
            case .close(let closure): return written + ["close \(closure.code)"]
            }
        }
        return written
    }
}

private final class Nudges: Sendable {
    private let nudges = Mutex<[WebSocketChannel.Nudge]>([])
    var all: [WebSocketChannel.Nudge] { nudges.withLock { $0 } }
    func add(_ nudge: WebSocketChannel.Nudge) { nudges.withLock { $0.append(nudge) } }
}
