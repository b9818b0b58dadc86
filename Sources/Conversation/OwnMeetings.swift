import Cards
import FoundationEssentials
package import Recordings
import WebexAPI

/// The recorded meetings of one person, to choose from.
package struct OwnMeetings: Sendable, Equatable {
    /// Instances that ran, newest first; at most as many as a card offers.
    package var meetings: [Meeting]
    /// There are more than these.
    package var moreExist: Bool
}

extension OwnMeetings {
    /// Reads the requester's own list until more is known than is shown.
    init(
        of requester: Person, titled title: String?, in window: Range<Date>, from webex: WebexClient
    ) async throws {
        guard let own = requester.emails.first else {
            self.init(meetings: [], moreExist: false)
            return
        }
        let filter = title.map { TitleFilter($0) }
        var known: [Meeting] = []
        let isMeant = { (meeting: Meeting) in filter?.matches(meeting.title) ?? true }
        do {
            let all = try await webex.recordedInstances(seenBy: own, in: window) { page in
                known += page
                // Webex does not promise an order; out of order, the newest may stand on the last page.
                return known.isNewestFirst && known.count(where: isMeant) > MeetingsCard.mostChoices
            }
            let meant = all.filter(isMeant).uniqued(by: \.id).sorted { $0.beginning > $1.beginning }
            self.init(
                meetings: Array(meant.prefix(MeetingsCard.mostChoices)),
                moreExist: meant.count > MeetingsCard.mostChoices)
        } catch let error as WebexError where error.isRefusal {
            if error.code == .forbidden, try await !webex.readsRecordings() { throw error }
            // Somebody whose list the officer may not see has none here.
            self.init(meetings: [], moreExist: false)
        }
    }
}

extension [Meeting] {
    fileprivate var isNewestFirst: Bool { zip(self, dropFirst()).allSatisfy { $0.beginning >= $1.beginning } }
}

extension Meeting {
    fileprivate var beginning: Date { start ?? .distantPast }
}
