import JSONTree
import Testing
import TestSupport

@testable import Sandbox

/// A chat that a test drives by hand.
private struct Chat {
    var session: ChatSession
    /// Everything written so far.
    var transcript = ""
    /// Everything done so far, without what was written.
    var done: [ChatSession.Effect] = []

    init(_ source: ChatSession.Source = .script) throws {
        let company = try Company.example()
        let said = PostedMessage(id: "s1", author: "hana@example.com", text: "Who brings the press?", mentioned: [])
        session = ChatSession(
            ChatSession.Surroundings(
                botName: "Steward", people: company.people, spaces: company.spaces,
                forwardable: { _ in [.init(instance: "i1", title: "first"), .init(instance: "i2", title: "second")] },
                messages: { space, _ in space == "Cider press" ? [said] : [] }),
            person: company.people[0], source: source)
    }

    mutating func type(_ lines: String...) { for line in lines { on(.line(line)) } }

    mutating func reply(_ text: String, card: JSONValue? = nil, to email: String = "alice@example.com") {
        on(.reply(BotMessage(id: "m1", text: text, markdown: nil, card: card), to: email))
    }

    mutating func on(_ event: ChatSession.Event) {
        for effect in session.handle(event) {
            if case .write(let text) = effect { transcript += text } else { done.append(effect) }
        }
    }
}

@Suite struct `A chat` {
    @Test func `reads like a session`() throws {
        var chat = try Chat()
        chat.transcript += chat.session.start().map { if case .write(let text) = $0 { text } else { "" } }.joined()
        chat.type("help")
        chat.reply("fallback", card: SampleCard.form)
        chat.on(.endOfInput)
        #expect(
            chat.transcript == """
                You are Alice Archer (alice@example.com) and write to the bot Steward.
                Whatever you type goes to the bot: begin with "help". What begins with a slash
                stays here: /help lists how to fill in a form, forward a recording or be
                somebody else.

                alice> help

                  ┌ Steward
                  │ Find recordings
                  │ ───────────────
                  │ Type the number of a meeting, or forward me a recording.
                  │ 1. Meeting number *: ________  (2551 234 5678)
                  │ 2. Host e-mail: ________
                  │ 3. Days back: [10]
                  │ 4. Language: [English]
                  │      1 English
                  │      2 Čeština
                  │ 5. Only mine: [yes]
                  │
                  │ [1] Search
                  └ /form fills it in · /press 1 presses “Search”

                alice>\u{20}

                """)
    }

    @Test func `sends the next line only after the answer`() throws {
        var chat = try Chat()
        chat.type("one", "two")
        #expect(chat.done == [.say("one", as: "alice@example.com"), .startDeadline(1)])
        chat.reply("answer")
        #expect(chat.done.dropFirst(2) == [.say("two", as: "alice@example.com"), .startDeadline(2)])
    }

    @Test func `does not take a sign of life for the answer`() throws {
        var chat = try Chat()
        chat.type("one", "two")
        chat.reply("looking…")
        #expect(chat.done.count == 2)
        chat.reply("found")
        #expect(chat.done.count == 4)
        #expect(chat.transcript.contains("│ looking…") && chat.transcript.contains("│ found"))
    }

    @Test func `goes on when no answer comes`() throws {
        var chat = try Chat()
        chat.type("one", "two")
        chat.on(.deadline(1))
        #expect(chat.transcript.contains("(no answer)"))
        #expect(chat.done.last == .startDeadline(2))
        chat.on(.deadline(1))
        #expect(chat.session.mode == .waiting(for: 2))
    }

    @Test func `fills a form field by field`() throws {
        var chat = try Chat()
        chat.type("help")
        chat.reply("form", card: SampleCard.form)
        chat.type("/form", "", "25512345678", "", "14", "Klingon", "2", "")
        let inputs = JSONObject([
            .init("command_keyword", "rec"), .init("meeting_number", "25512345678"), .init("meeting_host", ""),
            .init("days_back", "14"), .init("language", "cs"), .init("mine", "1"), .init("hidden", "kept"),
        ])
        #expect(chat.done.suffix(2) == [.submit(inputs, on: "m1", as: "alice@example.com"), .startDeadline(2)])
        #expect(chat.transcript.contains("  Days back [10]: 14\n"))
        #expect(chat.transcript.contains("(an answer is required)"))
        #expect(chat.transcript.contains("(not one of the choices)"))
    }

    @Test func `fills in the last form also when other cards have come after it`() throws {
        var chat = try Chat()
        chat.type("help")
        chat.reply("form", card: SampleCard.form)
        chat.type("rec 25512345678")
        let plain: JSONValue = ["type": "AdaptiveCard", "body": [["type": "TextBlock", "text": "two recordings"]]]
        chat.reply("answer", card: plain)
        chat.type("/form")
        #expect(chat.transcript.hasSuffix("Meeting number: "))
    }

    @Test func `leaves a form without sending it`() throws {
        var chat = try Chat()
        chat.reply("form", card: SampleCard.form)
        chat.type("/form", "/cancel", "hello")
        #expect(chat.done.first == .say("hello", as: "alice@example.com"))
        #expect(chat.transcript.contains("(nothing was sent)"))
    }

    @Test func `takes no command for an answer to a form`() throws {
        var chat = try Chat()
        chat.reply("form", card: SampleCard.form)
        chat.type("/form", "/people")
        #expect(chat.transcript.hasSuffix("(first the form, or /cancel leaves it)\n  Meeting number: "))
        chat.type("/quit")
        #expect(chat.done == [.quit])
    }

    @Test func `presses buttons that submit, and shows where links lead`() throws {
        var chat = try Chat()
        let actions: JSONValue = [
            ["type": "Action.OpenUrl", "title": "Video", "url": "https://files.example.com/1"],
            ["type": "Action.Submit", "title": "Refresh links", "data": ["sealed": "x"]],
        ]
        chat.reply("links", card: ["type": "AdaptiveCard", "version": "1.3", "actions": actions])
        #expect(chat.transcript.contains("└ /press 2 presses “Refresh links”"))
        chat.type("/press 1", "/press 3", "/press 2")
        #expect(chat.transcript.contains("open it in a browser: https://files.example.com/1"))
        #expect(chat.transcript.contains("/press takes a number from 1 to 2, or a title"))
        let pressed = ChatSession.Effect.submit(JSONObject([.init("sealed", "x")]), on: "m1", as: "alice@example.com")
        #expect(chat.done.first == pressed)
        chat.on(.deadline(1))
        chat.type("/press refresh links")
        #expect(chat.done.dropFirst(2).first == pressed)
    }

    @Test func `submits whatever somebody makes up`() throws {
        var chat = try Chat()
        chat.type("/submit {}")
        #expect(chat.transcript.contains("Steward has sent you no card yet"))
        chat.reply("form", card: SampleCard.form)
        chat.type("/submit", "/submit [1]", #"/submit {"sealed": {"forged": 1}}"#)
        #expect(chat.transcript.contains("/submit takes a JSON object"))
        let inputs = JSONObject([.init("sealed", ["forged": 1])])
        #expect(chat.done == [.submit(inputs, on: "m1", as: "alice@example.com"), .startDeadline(1)])
    }

    @Test(arguments: ["Jiří", "jiri", "JIRI@example.com", "jiří novák"])
    func `somebody else is found by name or address`(name: String) throws {
        var chat = try Chat()
        chat.type("/as \(name)", "rec")
        #expect(chat.done.first == .say("rec", as: "jiri@example.com"))
        #expect(chat.transcript.contains("jiří> "))
    }

    @Test func `people are listed with what is special about them`() throws {
        var chat = try Chat()
        chat.type("/people")
        #expect(chat.transcript.contains("  * Alice Archer     alice@example.com\n"))
        #expect(chat.transcript.contains("    Clara Quill      clara@example.com  (compliance officer)\n"))
        #expect(chat.transcript.contains("oscar@elsewhere.example  (Elsewhere Ltd)\n"))
    }

    @Test func `recordings are listed and forwarded by number`() throws {
        var chat = try Chat()
        chat.type("/forward", "/forward 3", "/forward 2")
        #expect(chat.transcript.contains("  1  first\n  2  second\n\n  (/forward 1 forwards the first of them)\n"))
        #expect(chat.done.first == .forward(instance: "i2", inSpace: nil, as: "alice@example.com"))
    }

    @Test func `mentions the bot in a space, whatever the case of its title`() throws {
        var chat = try Chat()
        chat.type("/space", "/space Cider", "/space cider PRESS  rec 123456789")
        #expect(chat.transcript.contains("  Cider press  (Alice, Hana, Jiří)\n"))
        #expect(chat.transcript.contains("(you are in no space of that title; /space lists yours)"))
        #expect(
            chat.done == [
                .mention("rec 123456789", inSpace: "Cider press", as: "alice@example.com"), .startDeadline(1),
            ])
    }

    @Test func `reads a space, and forwards a recording in it`() throws {
        var chat = try Chat()
        chat.type("/space Cider press", "/forward 1 Pie press", "/forward 1 Cider press")
        #expect(chat.transcript.contains("\n  Hana: Who brings the press?\n"))
        #expect(chat.done.first == .forward(instance: "i1", inSpace: "Cider press", as: "alice@example.com"))
    }

    @Test func `knows only the spaces that somebody is in`() throws {
        var chat = try Chat()
        chat.type("/as Petra", "/space", "/space Cider press hello")
        #expect(chat.transcript.contains("(you are in no space)"))
        #expect(chat.done.isEmpty)
    }

    @Test func `shows what the bot writes in a space once, and goes on waiting`() throws {
        var chat = try Chat()
        chat.type("/space Cider press rec")
        for email in ["hana@example.com", "alice@example.com", "jiri@example.com"] {
            chat.on(.reply(BotMessage(id: "m2", text: "1-1, please", space: "Cider press"), to: email))
        }
        #expect(chat.transcript.hasSuffix("  ┌ Steward in Cider press\n  │ 1-1, please\n  └\n"))
        #expect(chat.session.mode == .waiting(for: 1))
        chat.on(.deadline(1))
        #expect(!chat.transcript.contains("(no answer)"))
    }

    @Test func `says who else the bot wrote to`() throws {
        var chat = try Chat()
        chat.type("hello")
        chat.reply("psst", to: "hana@example.com")
        #expect(chat.transcript.contains("┌ Steward to Hana Holt\n  │ psst\n  └\n"))
        #expect(chat.session.mode == .waiting(for: 1))
    }

    @Test func `says who can answer somebody else's card`() throws {
        var chat = try Chat()
        chat.reply("form", card: SampleCard.form, to: "hana@example.com")
        #expect(chat.transcript.contains("└ /as Hana to answer it\n"))
    }

    @Test func `shows what comes unasked and prompts again`() throws {
        var chat = try Chat(.terminal)
        chat.reply("it is ready")
        #expect(chat.transcript == "\n\n  ┌ Steward\n  │ it is ready\n  └\n\nalice> ")
    }

    @Test func `ends with the input, but not before the answer`() throws {
        var chat = try Chat()
        chat.type("hello")
        chat.on(.endOfInput)
        #expect(!chat.done.contains(.quit))
        chat.reply("answer")
        #expect(chat.done.last == .quit)
    }

    @Test func `comments of a script are not sent`() throws {
        var chat = try Chat()
        chat.type("# Alice asks for help", "/quit")
        #expect(chat.done == [.quit])
        #expect(chat.transcript.contains("# Alice asks for help\n"))
    }

    @Test func `names what it does not know`() throws {
        var chat = try Chat()
        chat.type("/dance", "/as nobody", "/form", "/press 1", "/cancel")
        #expect(chat.done.isEmpty)
        #expect(chat.transcript.contains("nobody is called “nobody”"))
        #expect(chat.transcript.contains("Steward has sent you no form yet"))
        #expect(chat.transcript.contains("there is no command /dance"))
    }
}
