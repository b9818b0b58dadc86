/// Where Webex may behave in more than one way, which of them it is.
package struct Behaviour: Sendable {
    /// What an answer to a refresh says of the refresh token: Webex keeps it, clients must cope with all three.
    package enum RefreshAnswer: Sendable { case kept, rotated, omitted }

    package var refreshAnswer = RefreshAnswer.kept
    /// Where an authorized person may be sent back to; nothing allows any address of this machine.
    package var redirectURIs: [String]?
    /// How long a socket may stay silent before it says who it is.
    package var authorizationDeadline: Duration = .seconds(30)
    /// How webhooks are delivered.
    package var webhooks = WebhookBehaviour()
    /// Whether the conversation service tells a bot what an activity holds; nobody has seen whether Webex does.
    package var tellsActivities = false
    /// Measures ordered delays and the deadline above.
    package var clock: any Clock<Duration> = ContinuousClock()

    package init() {}
}
