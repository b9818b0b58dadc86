package import Recordings
import WebexAPI

/// What people call a meeting by.
package enum MeetingReference: Hashable, Sendable {
    case number(MeetingNumber)
    case link(MeetingLink)
}

extension WebexClient {
    /// The schedule items that go by the reference and that `host` hosts or is invited to.
    func meetings(_ reference: MeetingReference, seenBy host: EmailAddress) async throws -> [Meeting] {
        switch reference {
        case .number(let number): try await meetings(numbered: number, seenBy: host)
        case .link(let link): try await meetings(joinedBy: link, seenBy: host)
        }
    }
}
