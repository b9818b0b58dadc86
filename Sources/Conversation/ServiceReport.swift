package import FoundationEssentials

/// What the conversation cannot know of itself and its admins ask for.
package struct ServiceReport: Sendable, Equatable {
    package var version: String
    package var runningSince: Date
    /// The code of the state that the event transport is in.
    package var transport: String
    /// The code of the state of the compliance officer's grant.
    package var grant: String
    /// Until when the grant can be renewed, where that is known.
    package var grantEnds: Date?
    /// The code of the last reading of the settings.
    package var settings: String
    /// The code of the last reading of the cards.
    package var cards: String
    /// The codes of the alerts that stand.
    package var alerts: [String]

    package init(
        version: String, runningSince: Date, transport: String, grant: String, grantEnds: Date? = nil, settings: String,
        cards: String, alerts: [String] = []
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
