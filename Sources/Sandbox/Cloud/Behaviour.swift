/// Where Webex may behave in more than one way, which of them it is.
package struct Behaviour: Sendable {
    /// What an answer to a refresh says of the refresh token: Webex keeps it, clients must cope with all three.
    package enum RefreshAnswer: Sendable { case kept, rotated, omitted }

    /// How a listing is cut into pages; clients must follow the links whatever a page holds.
    package enum Paging: Sendable, CaseIterable {
        /// Every page but the last holds as many items as were asked for.
        case full
        /// Half as many, although more exist.
        case halves
        /// Nothing on the first page, everything after it.
        case emptyFirst
        /// As `full`, but links say `max=null`, which means nothing.
        case nullMaximum
    }

    package var refreshAnswer = RefreshAnswer.kept
    /// Where an authorized person may be sent back to; nothing allows any address of this machine.
    package var redirectURIs: [String]?
    package var paging = Paging.full
    /// How long a socket may stay silent before it says who it is.
    package var authorizationDeadline: Duration = .seconds(30)
    /// How many devices one account may have.
    package var maximumDevices = 100
    /// How webhooks are delivered.
    package var webhooks = WebhookBehaviour()
    /// Whether the conversation service tells a bot what an activity holds; nobody has seen whether Webex does.
    package var tellsActivities = false
    /// Whether what took place in a personal room names a series.
    package var namesSeriesOfPersonalRooms = true
    /// Whether `GET /recordings` looks at `from` and `to`, and at their defaults, also for one meeting.
    package var windowCountsForOneMeeting = true
    /// The largest card in bytes of JSON; Webex is said to take 22 KB.
    package var maximumCardSize = 22_000
    /// Whether a card is refused for an element that Webex does not know, or that lacks a member.
    package var checksCards = true
    /// Measures ordered delays and the deadline above.
    package var clock: any Clock<Duration> = ContinuousClock()

    package init() {}
}
