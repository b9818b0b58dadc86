import CCurl

/// Performs all calls of one client on one thread.
///
/// Every turn takes the commands of other threads, lets curl do whatever the sockets allow, answers the callers whose
/// transfers have ended, and then sleeps until a socket, a timer or the next command needs it. All connections belong
/// to the one multi handle, which shares them out among the transfers.
///
/// - SeeAlso: <https://curl.se/libcurl/c/libcurl-multi.html>
final class TransferLoop {
    private struct Exchange {
        let transfer: Transfer
        let call: Call
        let continuation: Call.Continuation
    }

    private static let maximumIdle = 64
    /// Nothing depends on waking up by itself; a second net, should a wake-up ever get lost.
    private static let longestSleep = Duration.seconds(60)

    private let multi: MultiHandle
    private let queue: CommandQueue
    private let settings: TransferSettings
    /// Keeps every transfer alive that curl has a pointer to.
    private var running: [EasyHandle.ID: Exchange] = [:]
    private var idle: [Transfer] = []
    /// No call runs out of time before this.
    private var nextDeadline: ContinuousClock.Instant?

    init(multi: MultiHandle, queue: CommandQueue, settings: TransferSettings) {
        self.multi = multi
        self.queue = queue
        self.settings = settings
    }

    /// Blocks until the queue is closed or curl cannot go on; then every call that is left ends with `.closed`.
    func run() {
        var reason = "the client was closed"
        do throws(CurlError) {
            while queue.isOpen { try turn() }
        } catch {
            reason = error.meaning
        }
        queue.close()
        queue.drain().forEach(obey)
        for exchange in running.values {
            end(exchange, with: .failure(exchange.call.failure(.closed, reason)))
        }
    }

    private func turn() throws(CurlError) {
        queue.drain().forEach(obey)
        try multi.perform()
        while let completion = multi.nextCompletion() {
            guard let exchange = running[completion.id] else { continue }
            end(exchange, with: exchange.transfer.outcome(of: completion.code, for: exchange.call))
        }
        endOverdue()
        try multi.wait(
            atMost: nextDeadline.map { max(.zero, ContinuousClock.now.duration(to: $0)) } ?? Self.longestSleep)
    }

    private func obey(_ command: CommandQueue.Command) {
        switch command {
        case .start(let call, let continuation):
            start(call, continuation)
        case .cancel(let call):
            guard let exchange = running.values.first(where: { $0.call === call }) else { return }
            end(exchange, with: .failure(CancellationError()))
        }
    }

    private func start(_ call: Call, _ continuation: Call.Continuation) {
        guard !call.isCancelled else { return continuation.resume(throwing: CancellationError()) }
        do throws(CurlError) {
            let transfer = if let idle = idle.popLast() { idle } else { try Transfer(settings: settings) }
            try transfer.begin(call.request, on: multi)
            running[transfer.id] = Exchange(transfer: transfer, call: call, continuation: continuation)
            nextDeadline = min(nextDeadline ?? call.deadline, call.deadline)
        } catch {
            continuation.resume(throwing: call.failure(error.code, error.meaning))
        }
    }

    /// Answers the caller once curl has let go of the transfer.
    private func end(_ exchange: Exchange, with outcome: Result<ClientResponse, any Error>) {
        running[exchange.transfer.id] = nil
        do throws(CurlError) {
            try exchange.transfer.leave(multi)
            if idle.count < Self.maximumIdle { idle.append(exchange.transfer) }
        } catch {
            // Not to be used again; being freed takes it away from curl for good.
        }
        exchange.continuation.resume(with: outcome)
    }

    /// Keeps the deadlines, which curl would not: it does not time a transfer that waits for a connection.
    private func endOverdue() {
        let now = ContinuousClock.now
        guard let nextDeadline, nextDeadline <= now else { return }
        for exchange in running.values where exchange.call.deadline <= now {
            end(exchange, with: .failure(exchange.call.failure(.timedOut, "no answer before the deadline")))
        }
        self.nextDeadline = running.values.lazy.map(\.call.deadline).min()
    }
}
