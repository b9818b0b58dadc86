import FoundationEssentials

/// What Webex has refused to the present grant, so that it is not asked for again with every request.
///
/// A refusal holds for an hour: roles change, and so does Webex.
struct GrantAbilities: Sendable, Equatable {
    /// Something that Webex lets some grants do and others not.
    enum Ability: Sendable {
        /// `GET /admin/recordings`, which takes a role.
        case listingEverybodysRecordings
        /// The id of a series where recordings are listed.
        case listingRecordingsBySeries
        /// The id of a series in a personal room where instances are listed.
        case listingPersonalRoomsBySeries
    }

    private static let life: TimeInterval = 3_600

    private var refusals: [Ability: Date] = [:]

    /// Whether it is worth asking for.
    func allow(_ ability: Ability, at time: Date) -> Bool {
        guard let refusal = refusals[ability] else { return true }
        return time.timeIntervalSince(refusal) >= Self.life
    }

    mutating func refuse(_ ability: Ability, at time: Date) { refusals[ability] = time }
}
