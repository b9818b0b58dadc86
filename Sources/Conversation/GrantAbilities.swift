import FoundationEssentials
import Recordings

/// What Webex has refused to the present grant, so that it is not asked for again with every request.
///
/// A refusal holds for an hour: roles change, and so does Webex.
struct GrantAbilities: Sendable, Equatable {
    /// Something that Webex lets some grants do and others not.
    enum Ability: Hashable, Sendable {
        /// `GET /admin/recordings`, which takes a role.
        case listingEverybodysRecordings
        /// The id of this series where recordings are listed.
        case listingRecordings(of: MeetingID)
        /// The id of a series in a personal room where instances are listed.
        case listingPersonalRoomsBySeries
    }

    private static let life: TimeInterval = 3_600
    private static let capacity = 1_000

    private var refusals: [Ability: Date] = [:]

    /// Whether it is worth asking for.
    func allow(_ ability: Ability, at time: Date) -> Bool {
        guard let refusal = refusals[ability] else { return true }
        return time.timeIntervalSince(refusal) >= Self.life
    }

    mutating func refuse(_ ability: Ability, at time: Date) {
        // Series come and go; whatever is forgotten is asked for once more.
        if refusals.count >= Self.capacity {
            refusals = refusals.filter { time.timeIntervalSince($0.value) < Self.life }
        }
        if refusals.count >= Self.capacity { refusals = [:] }
        refusals[ability] = time
    }
}
