import JSONTree
import Sandbox
import Testing

/// What hosts write into titles and topics is data, whatever it looks like.
@Suite struct HostileTitleTests {
    @Test(arguments: ["rec", "rec 25512345678", "rec 25512345679", "rec 25512345680", "rec 25512345681"])
    func `a title or topic is shown and never obeyed`(text: String) async throws {
        try await Desk.open(company: try Desk.company("titles")) { desk async throws in
            let outcome = try await desk.ask(text)
            #expect(!outcome.messages.isEmpty)
            let shown = outcome.messages.map { "\($0.markdown ?? "")\($0.card?.text ?? "")" }.joined()
            for markup in ["<@all>", "<@personEmail:hana", "](https://phish", "<script>", "\u{202E}"] {
                #expect(!shown.contains(markup), "\(markup)")
            }
            for message in outcome.messages { #expect((message.markdown?.utf8.count ?? 0) <= 7_439) }
        }
    }

    @Test func `a long, strange or foreign message gets a whole answer`() async throws {
        try await Desk.open { desk async throws in
            let messages = [
                String(repeating: "a", count: 10_240), "rec " + String(repeating: "1 ", count: 5_000),
                "rec " + String(repeating: "🙂", count: 2_500), "מה שלומך", "rec 25512345678 \u{202E}moc.elpmaxe@anah",
                "rec 25512345678 25512345679 25512345680", "rec \u{0}\u{7}",
                "rec 25512345678 <script>alert(1)</script>",
            ]
            for message in messages {
                let outcome = try await desk.ask(message)
                #expect(outcome.messages.count == 1)
                #expect(outcome.isDone)
                #expect(!outcome.text.contains("/files/"))
                #expect(!outcome.text.contains("<script>"))
            }
        }
    }
}
