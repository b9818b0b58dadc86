import Alerts
import FoundationEssentials
import Testing

@testable import Cards

@Suite struct AlertTextTests {
    /// 1 March 2026, 08:05 UTC.
    private static let time = Date(timeIntervalSince1970: 1_772_352_300)
    private static let alerts: [Alert] = [
        .grantEnded, .grantUnreadable, .grantUnfit, .grantEnding(time), .settingsRefused("config.json:3:12"),
        .transportDown(since: time), .webhooksInactive(since: time), .auditFailing,
    ]
    static let notices =
        alerts.map(AlertNotice.raised) + AlertCause.allCases.map(AlertNotice.over) + [.claimed(by: "ada@example.com")]

    private func text(_ notice: AlertNotice, in language: Language = Samples.english) -> String {
        CardLibrary.builtin.text(AlertText(notice, page: "https://bot.example.com/webex/authorize"), in: language)
    }

    @Test(arguments: notices, Samples.languages)
    func `every alert says something in every language`(notice: AlertNotice, language: Language) {
        let text = text(notice, in: language)
        #expect(text.hasPrefix("🔔 ") && text.count > 8)
        #expect(!text.contains("${"))
        #expect(text.utf8.count < 500)
    }

    @Test func `every cause is raised in words of its own`() {
        for language in CardLibrary.builtin.languages {
            let texts = Self.alerts.map { text(.raised($0), in: language) }
            #expect(Set(texts).count == AlertCause.allCases.count)
        }
    }

    @Test(
        arguments: [
            (.raised(.grantEnded), "https://bot.example.com/webex/authorize"),
            (.raised(.grantEnding(time)), "on 1 Mar 2026, 08:05 UTC."),
            (
                .raised(.settingsRefused("config.json:3:12: admins: expected a list, [ … ]")),
                "admins: expected a list, \\[ … \\]"
            ),
            (.claimed(by: "ada@example.com"), "ada@example.com has authorized me"),
        ] as [(AlertNotice, String)])
    func `values stand where they belong, and are no markup`(notice: AlertNotice, part: String) {
        #expect(text(notice).contains(part))
    }
}
