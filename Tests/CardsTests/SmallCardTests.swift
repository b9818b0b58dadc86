import Cards
import FoundationEssentials
import Testing

@Suite struct MeetingsCardTests {
    private func choice(_ title: String, start: Date? = Samples.start, seal: String = "s") -> MeetingsCard.Choice {
        .init(title: title, start: start, request: Submission(.recordings, daysBack: "30", sealedMeeting: seal))
    }

    private func card(_ choices: [MeetingsCard.Choice], moreExist: Bool = false) -> Card {
        CardLibrary.builtin.card(
            MeetingsCard(heading: .chooseMeeting, choices: choices, moreExist: moreExist, notices: [.welcome]),
            in: Samples.english, zone: DisplayZone(steady: .init(name: "CET", seconds: 3600)))
    }

    @Test func `each meeting shows its title and start`() {
        let texts = CardRules.texts(of: card([choice("Weekly review"), choice("Planning", start: nil)]))
        #expect(texts.suffix(3) == ["Weekly review", "2 Mar 2026, 10:00 CET", "Planning"])
        #expect(texts.prefix(2).map { $0.prefix(11) } == ["Hello, I am", "These are y"])
    }

    @Test func `each button asks for its own meeting, the last one for another`() {
        let submissions = CardRules.submissions(of: card([choice("a", seal: "1"), choice("b", seal: "2")]))
        #expect(submissions.map(\.title) == ["Recordings", "Recordings", "Another meeting"])
        #expect(submissions.map(\.submission.command) == [.recordings, .recordings, .help])
        #expect(submissions.map(\.submission.sealedMeeting) == ["1", "2", nil])
        #expect(submissions.map(\.submission.daysBack) == ["30", "30", nil])
    }

    @Test func `at most five are offered`() {
        let titles = (1...8).map { "Meeting \($0)" }
        let shown = CardRules.texts(of: card(titles.map { choice($0) })).filter(titles.contains)
        #expect(shown == Array(titles.prefix(5)))
    }

    @Test func `that there are more is said below`() {
        #expect(CardRules.texts(of: card([choice("a")], moreExist: true)).last?.hasPrefix("There are more") == true)
        #expect(CardRules.texts(of: card([choice("a")])).last == "2 Mar 2026, 10:00 CET")
    }

    @Test func `the fallback lists the meetings and says how to choose`() {
        let text = card([choice("1. *Review*"), choice(" ", start: nil)]).fallback
        #expect(text.contains("- 1\\. \\*Review\\* · 2 Mar 2026, 10:00 CET\n- Untitled\n\n"))
        #expect(text.hasSuffix("write **rec** and the meeting number."))
    }
}

@Suite struct NoticeCardTests {
    private func card(_ notice: NoticeCard) -> Card { CardLibrary.builtin.card(notice, in: Samples.english) }

    @Test func `it says everything in order, on the card and in its fallback`() {
        let card = card(NoticeCard(.notRecordedYet, notices: [.welcome]))
        #expect(CardRules.texts(of: card).map { $0.prefix(8) } == ["Hello, I", "The reco"])
        #expect(card.fallback == CardRules.texts(of: card).joined(separator: "\n\n"))
    }

    @Test func `who can be told later gets a button that says for what`() {
        let request = Submission(.notify, meetingNumber: "25512345678", meetingHost: "ada@example.com", daysBack: "10")
        let submissions = CardRules.submissions(of: card(NoticeCard(.notRecordedYet, notify: request)))
        #expect(submissions.map(\.title) == ["Tell me when it is ready", "Another meeting"])
        #expect(submissions.first?.submission == request)
    }

    @Test func `without anything to wait for there is no such button`() {
        #expect(CardRules.submissions(of: card(NoticeCard(.noLinks))).map(\.submission.command) == [.help])
    }
}

@Suite struct StatusCardTests {
    private var status = StatusCard(
        version: "1.2.0", runningSince: Samples.start, transport: "open", grant: "authorized", settings: "applied",
        alerts: ["grant-ended", "audit-failing"], watches: 2,
        outcomes: [.init(code: "permitted", count: 7), .init(code: "denied", count: 1)], failures: [])

    private func card(_ status: StatusCard, in language: Language = Samples.english) -> Card {
        CardLibrary.builtin.card(status, in: language)
    }

    @Test func `facts stand in order, and what is not known is left out`() {
        let facts = CardRules.facts(of: card(status)).map { "\($0.title): \($0.value)" }
        #expect(
            facts == [
                "Version: 1.2.0", "Running since: 2 Mar 2026, 09:00 UTC", "Events from Webex: open",
                "Authorization: authorized", "Settings: applied", "Alerts: grant-ended, audit-failing",
                "People waiting: 2",
                "Requests: permitted 7, denied 1",
            ])
    }

    @Test func `a service that has answered nobody says zero`() {
        var status = status
        status.outcomes = []
        #expect(CardRules.facts(of: card(status)).last?.value == "0")
    }

    @Test func `without an alert it says zero`() {
        var status = status
        status.alerts = []
        #expect(CardRules.facts(of: card(status)).first { $0.title == "Alerts" }?.value == "0")
    }

    @Test func `failures come with reference, code and time`() {
        var status = status
        status.failures = [.init(time: Samples.start, reference: "4f1c", code: "webex-down")]
        let card = card(status)
        #expect(
            CardRules.facts(of: card).last.map { [$0.title, $0.value] } == [
                "4f1c", "webex-down · 2 Mar 2026, 09:00 UTC",
            ])
        #expect(card.fallback.hasSuffix("- 2 Mar 2026, 09:00 UTC · 4f1c · webex-down"))
        #expect(CardRules.texts(of: card).contains("Latest failures"))
    }

    @Test func `of many failures the first are shown`() {
        var status = status
        status.failures = (0..<500).map { .init(time: Samples.start, reference: "r\($0)", code: "c") }
        let card = card(status)
        #expect(CardRules.facts(of: card).suffix(StatusCard.mostFailures).map(\.title) == (0..<10).map { "r\($0)" })
        #expect(CardRules.violations(of: card) == [])
    }

    @Test func `codes are data`() {
        var status = status
        status.transport = "**open** <@all>"
        status.failures = [.init(time: Samples.start, reference: "[r](https://evil.example.com)", code: "_c_\n# d")]
        status.outcomes = [.init(code: "a*b", count: 1)]
        let card = card(status)
        let values = CardRules.facts(of: card).flatMap { [$0.title, $0.value] }
        #expect(values.contains(#"\*\*open\*\* \<\@all\>"#))
        #expect(values.contains(#"a\*b 1"#))
        #expect(values.contains(#"\[r\]\(https://evil.example.com\)"#))
        #expect(!card.fallback.contains("<@all>"))
        #expect(card.fallback.contains(##"\_c\_ \# d"##))
    }

    @Test func `a Czech date does not become a list in a fact`() {
        #expect(CardRules.facts(of: card(status, in: Samples.czech))[1].value.hasPrefix(#"2\. března"#))
    }
}
