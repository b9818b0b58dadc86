package import FoundationEssentials
package import Journal
package import Recordings
import Synchronization

/// The events that were taken on and are not done with yet, whichever way they came.
///
/// An event is noted in the journal before it is queued: what is in the queue was promised an answer, and the same event
/// is not taken on again within a day, over whichever transport it comes.
package final class EventQueue: Sendable {
    /// What became of an event that arrived.
    package enum Reception: Sendable, Equatable {
        case accepted
        /// It was taken on before.
        case repeated
        /// Too many wait already.
        case full
        /// The service is stopping.
        case closed
        /// The journal cannot be written, for this reason.
        case notNoted(String)
    }

    /// What to do with an event that cannot be noted down.
    package enum Unnoted: Sendable {
        /// Whoever brought it has moved on: it is handled, and known to have been until the process ends.
        case accept
        /// Whoever brought it is told that it did not arrive.
        case refuse
    }

    private struct State {
        /// Taken on and not done with.
        var unfinished = 0
        /// On their way through the journal.
        var arriving = 0
        var isClosed = false
        /// Whether an event has been turned away since somebody asked.
        var hasOverflowed = false
    }

    /// What to handle, in the order of arrival; for one reader.
    package let events: AsyncStream<IncomingEvent>
    private let continuation: AsyncStream<IncomingEvent>.Continuation
    private let state = Mutex(State())
    private let limit: Int
    private let journal: Journal
    private let unnoted: Unnoted
    private let lengthChanged: @Sendable (Int) -> Void

    /// - Parameters:
    ///   - journal: Tells new events from repeated ones.
    ///   - unnoted: What happens when it cannot be written.
    ///   - limit: How many events may be unfinished.
    ///   - lengthChanged: Told of every length in its order, under a lock: must not wait, nor come back here.
    package init(
        journal: Journal, unnoted: Unnoted, limit: Int = 4096,
        lengthChanged: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        // The stream needs no limit of its own: whatever is in it is unfinished.
        (events, continuation) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
        self.journal = journal
        self.unnoted = unnoted
        self.limit = limit
        self.lengthChanged = lengthChanged
    }

    /// Takes on an event, unless it was before; calls may overlap.
    ///
    /// - Returns: What became of it; when `.accepted` comes back, the event survives the end of this process.
    package func take(_ event: IncomingEvent, at time: Date = Date()) async -> Reception {
        await take(event, at: time, unnoted)
    }

    /// Takes on an event that is read back again as long as it has not been noted.
    ///
    /// - Returns: What became of it; after `.notNoted` it is not handled, over whichever transport.
    func takeReadBack(_ event: IncomingEvent, at time: Date = Date()) async -> Reception {
        await take(event, at: time, .refuse)
    }

    private func take(_ event: IncomingEvent, at time: Date, _ unnoted: Unnoted) async -> Reception {
        if let obstacle = reservePlace() { return obstacle }
        let reception = await note(event, at: time, unnoted)
        settle(reception, event, unnoted)
        return reception
    }

    /// Queues what an earlier start took on and did not finish, before anything new and whatever the limit.
    ///
    /// - Parameter earlier: Is noted in the journal already.
    package func resume(_ earlier: [IncomingEvent]) {
        state.withLock { state in
            state.unfinished += earlier.count
            lengthChanged(state.unfinished)
        }
        for event in earlier { continuation.yield(event) }
    }

    /// Whether an event has been turned away for want of room since the last time that this was asked.
    func forgetOverflow() -> Bool {
        state.withLock { state in
            defer { state.hasOverflowed = false }
            return state.hasOverflowed
        }
    }

    /// Says that an event from ``events`` is done with, and makes room for another.
    package func finishOne() {
        state.withLock { state in
            state.unfinished -= 1
            lengthChanged(state.unfinished)
        }
    }

    /// Takes on nothing more; ``events`` ends once everything that was taken on has been read.
    package func close() {
        let isEnd = state.withLock { state in
            state.isClosed = true
            return state.arriving == 0
        }
        if isEnd { continuation.finish() }
    }

    /// The place comes before the note: what is noted and then turned away would never be answered.
    private func reservePlace() -> Reception? {
        state.withLock { state in
            if state.isClosed { return .closed }
            guard state.unfinished < limit else {
                state.hasOverflowed = true
                return .full
            }
            state.unfinished += 1
            state.arriving += 1
            lengthChanged(state.unfinished)
            return nil
        }
    }

    private func note(_ event: IncomingEvent, at time: Date, _ unnoted: Unnoted) async -> Reception {
        do {
            return try await journal.accept(event, at: time) ? .accepted : .repeated
        } catch {
            // What is handled without a note must not be handled again when it is read back.
            if unnoted == .accept, !journal.remember(event.id, at: time) { return .repeated }
            return .notNoted("\(error)")
        }
    }

    private func settle(_ reception: Reception, _ event: IncomingEvent, _ unnoted: Unnoted) {
        let isTaken =
            switch (reception, unnoted) {
            case (.accepted, _), (.notNoted, .accept): true
            default: false
            }
        if isTaken { continuation.yield(event) }
        let isEnd = state.withLock { state in
            state.arriving -= 1
            if !isTaken {
                state.unfinished -= 1
                lengthChanged(state.unfinished)
            }
            return state.isClosed && state.arriving == 0
        }
        if isEnd { continuation.finish() }
    }
}
