/// Keeps a loop going: it ends when the last holder lets go and the connections are closed.
final class LoopLease: Sendable {
    let loop: ServiceLoop

    init(_ loop: ServiceLoop) { self.loop = loop }

    deinit { loop.post { $0.end() } }
}
