package import FoundationEssentials
import JSONTree

/// How the service is doing, for its admins: codes, counts, times and references, never a name or a title.
package struct StatusCard: Sendable, Equatable {
    /// How often requests ended in one way since the service started.
    package struct Outcome: Sendable, Equatable {
        /// As the audit log calls it.
        package var code: String
        package var count: Int

        package init(code: String, count: Int) {
            self.code = code
            self.count = count
        }
    }

    /// A request that could not be answered as it should have been.
    package struct Failure: Sendable, Equatable {
        package var time: Date
        /// What the requester was told to quote; the log carries it too.
        package var reference: String
        package var code: String

        package init(time: Date, reference: String, code: String) {
            self.time = time
            self.reference = reference
            self.code = code
        }
    }

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
    /// The codes of the alerts that stand.
    package var alerts: [String]
    /// How many people are waiting for a recording to appear.
    package var watches: Int
    package var outcomes: [Outcome]
    /// The latest ones, newest first; of more than ``mostFailures`` the first are shown.
    package var failures: [Failure]

    /// How many failures a card shows.
    package static let mostFailures = 10

    package init(
        version: String, runningSince: Date, transport: String, grant: String, grantEnds: Date? = nil,
        settings: String, alerts: [String] = [], watches: Int, outcomes: [Outcome], failures: [Failure]
    ) {
        self.version = version
        self.runningSince = runningSince
        self.transport = transport
        self.grant = grant
        self.grantEnds = grantEnds
        self.settings = settings
        self.alerts = alerts
        self.watches = watches
        self.outcomes = outcomes
        self.failures = failures
    }

    static let shape: ValueShape = [
        "facts": .list(of: ["name": .value, "value": .value]),
        "failures": .list(of: ["time": .value, "reference": .value, "code": .value]),
    ]
}

extension CardLibrary {
    /// The state of the service as a message.
    package func card(_ status: StatusCard, in language: Language, zone: DisplayZone = .utc) -> Card {
        let phrasebook = phrasebook(language)
        let facts = status.facts(phrasebook, zone)
        let failures = status.failures.prefix(StatusCard.mostFailures).map { failure in
            (
                time: phrasebook.time(failure.time, in: zone), reference: Label(failure.reference).markdown,
                code: Label(failure.code).markdown
            )
        }
        let content = render(
            .status,
            [
                "facts": .array(facts.map { ["name": .string($0.name), "value": .string($0.value)] }),
                "failures": .array(
                    failures.map {
                        ["time": .string($0.time), "reference": .string($0.reference), "code": .string($0.code)]
                    }),
            ], in: phrasebook)
        let lines =
            facts.map { "- \($0.name): \($0.value)" } + failures.map { "- \($0.time) · \($0.reference) · \($0.code)" }
        return Card(content: content, fallback: lines.joined(separator: "\n"))
    }
}

extension StatusCard {
    /// What is known, each with its name; both are markdown.
    fileprivate func facts(_ phrasebook: Phrasebook, _ zone: DisplayZone) -> [(name: String, value: String)] {
        let counts = outcomes.map { "\(Label($0.code).markdown) \($0.count)" }.joined(separator: ", ")
        let standing = alerts.map { Label($0).markdown }.joined(separator: ", ")
        let time = { (date: Date) in Markdown.withoutListMark(phrasebook.time(date, in: zone)) }
        let facts: [(Wording, String?)] = [
            (.statusVersion, Label(version).markdown),
            (.statusRunningSince, time(runningSince)),
            (.statusTransport, Label(transport).markdown),
            (.statusGrant, Label(grant).markdown),
            (.statusGrantEnds, grantEnds.map(time)),
            (.statusSettings, Label(settings).markdown),
            (.statusAlerts, standing.isEmpty ? "0" : standing),
            (.statusWatches, String(watches)),
            (.statusRequests, counts.isEmpty ? "0" : counts),
        ]
        return facts.compactMap { wording, value in value.map { (phrasebook.text(wording), $0) } }
    }
}
