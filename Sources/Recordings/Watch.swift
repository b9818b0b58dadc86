package import FoundationEssentials

/// The promise to somebody to look again until there is a recording.
package struct Watch: Sendable, Equatable {
    /// The event that it was asked for with.
    package var id: EventID
    /// Who is told.
    package var person: PersonID
    /// What is looked up, again and again.
    package var request: RecordingRequest
    /// When we stop looking.
    package var until: Date

    package init(id: EventID, person: PersonID, request: RecordingRequest, until: Date) {
        self.id = id
        self.person = person
        self.request = request
        self.until = until
    }

    /// Whether both wait for the same thing on behalf of the same person.
    package func isSame(as other: Self) -> Bool {
        person == other.person && request.subject == other.request.subject && request.host == other.request.host
    }
}
