import FoundationEssentials
import Glibc
import LoopThreads
import Testing

@Suite(.timeLimit(.minutes(1))) struct LoopThreadTests {
    @Test(arguments: [("http client", "http client"), ("a name that is too long", "a name that is ")])
    func `a loop's thread carries its name as far as the kernel keeps it`(given: String, kept: String) async throws {
        let (names, sink) = AsyncStream<String>.makeStream()
        try LoopThread.start(given) {
            sink.yield((try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)) ?? "")
        }
        #expect(await names.first { _ in true } == "\(kept)\n")
    }

    @Test func `a loop that blocks does not hold up whoever started it`() async throws {
        let pipe = try Pipe()
        let (bytes, sink) = AsyncStream<UInt8?>.makeStream()
        try LoopThread.start("blocked") { sink.yield(pipe.read()) }
        pipe.write(7)
        #expect(await bytes.first { _ in true } == 7)
    }

    @Test func `writing to a peer that has gone fails instead of ending the process`() async throws {
        let pipe = try Pipe()
        pipe.closeReader()
        let (failures, sink) = AsyncStream<Int32?>.makeStream()
        try LoopThread.start("writer") { sink.yield(pipe.write(7)) }
        #expect(await failures.first { _ in true } == EPIPE)
    }

    @Test func `what a loop holds on to is released when it ends`() async throws {
        let (releases, sink) = AsyncStream<Void>.makeStream()
        try startHoldingWitness { sink.yield() }
        #expect(await releases.first { true } != nil)
    }

    private func startHoldingWitness(released: @escaping @Sendable () -> Void) throws {
        let witness = Witness(released: released)
        try LoopThread.start("short") { withExtendedLifetime(witness) {} }
    }
}

/// Tells when it is released.
private final class Witness: Sendable {
    private let released: @Sendable () -> Void

    init(released: @escaping @Sendable () -> Void) { self.released = released }
    deinit { released() }
}

/// The simplest thing that blocks, and that breaks.
private struct Pipe: Sendable {
    private let reader: Int32
    private let writer: Int32

    init() throws {
        var ends: [Int32] = [0, 0]
        try #require(unsafe Glibc.pipe(&ends) == 0)
        (reader, writer) = (ends[0], ends[1])
    }

    /// Waits for a byte.
    func read() -> UInt8? {
        var byte: UInt8 = 0
        return unsafe Glibc.read(reader, &byte, 1) == 1 ? byte : nil
    }

    /// Returns the `errno` of a failure.
    @discardableResult func write(_ byte: UInt8) -> Int32? {
        var byte = byte
        return unsafe Glibc.write(writer, &byte, 1) == 1 ? nil : errno
    }

    func closeReader() { close(reader) }
}
