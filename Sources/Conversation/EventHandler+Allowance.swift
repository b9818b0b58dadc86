import Configuration
import FoundationEssentials
import Journal
import Policy
import Recordings

/// Keeping one person from taking all that there is.
extension EventHandler {
    /// Turns away what is more than one person may ask for in a minute, without reading it.
    ///
    /// The minute is that in which the event arrived: it may have waited for another one of the same person, or for a
    /// start. Whoever it names as its author is told so once a minute; a wrong name costs somebody a request, and shows
    /// nobody anything.
    ///
    /// - Parameters:
    ///   - event: Has not been counted before.
    ///   - earlier: What the journal knows of it.
    ///   - settings: How many are too many.
    /// - Returns: Whether the event is done with; nothing when it is to be answered.
    func turnAway(_ event: IncomingEvent, _ earlier: OpenEvent?, _ settings: Settings) async -> Bool? {
        let (limit, now) = (settings.requestsPerMinute, now())
        switch parts.allowance.count(event.actor, perMinute: limit, madeAt: earlier?.arrival ?? now, now: now) {
        case .answer: return nil
        case .ignore:
            parts.observer.requestEnded(Self.turnedAway, "unavailable", .zero)
            return true
        case .refuse:
            // Who cannot be asked about hears nothing, as those who are not approved.
            guard let person = try? await reader.person(event.actor), person.id != me.id, person.kind == .person,
                settings.access.access(for: person) != .nothing
            else { return true }
            var turn = Turn(parts, settings, event: event.id, requester: person, at: now)
            turn.kind = Self.turnedAway
            return await delivery(turn).give(turn.writer.tooManyRequests()).isDone
        }
    }

    /// The kind of such a request, for whoever counts.
    private static var turnedAway: String { "turned-away" }
}
