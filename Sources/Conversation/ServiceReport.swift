package import FoundationEssentials

/// What the conversation cannot know of itself and its admins ask for.
package struct ServiceReport: Sendable, Equatable {
    /// Whether events reach the bot; as codes that admins and programs read, like those below.
    package enum Transport: String, Sendable { case connecting, connected, stopped }

    /// Whether there is a compliance officer's grant; `ended` when Webex no longer takes it, `unreadable` when what is stored
    /// does not open.
    package enum Grant: String, Sendable { case missing, held, ended, unreadable }

    /// Whether what a file said last is what is used.
    package enum Content: String, Sendable {
        case inForce = "in-force"
        case refused
    }

    package var version: String
    package var runningSince: Date
    package var transport: Transport
    package var grant: Grant
    /// Until when the grant can be renewed, where that is known.
    package var grantEnds: Date?
    package var settings: Content
    package var cards: Content
    /// The codes of the alerts that stand.
    package var alerts: [String]

    package init(
        version: String, runningSince: Date, transport: Transport, grant: Grant, grantEnds: Date? = nil,
        settings: Content, cards: Content, alerts: [String] = []
    ) {
        self.version = version
        self.runningSince = runningSince
        self.transport = transport
        self.grant = grant
        self.grantEnds = grantEnds
        self.settings = settings
        self.cards = cards
        self.alerts = alerts
    }
}
