import Sandbox
import Service
import Testing
import TestSupport

/// Whether anything private stands where it does not belong, after everything has happened to a bot that can.
///
/// What is searched is what really leaves the process or stays on the disk, byte by byte, with the log at its most talkative.
@Suite(.serialized, .timeLimit(.minutes(3))) struct SecrecyTests {
    @Test func `over the event socket nothing private is logged, shown or left behind`() async throws {
        let left = try await WatchedBot.run(.websocket) { bot async throws in
            try await bot.chat()
            try await bot.askInVain()
            try await bot.sufferWebex()
            try await bot.browse()
            try await bot.loseGrant()
            try await bot.inspect()
            bot.failToStart()
        }
        await Self.expectSilence(of: left)
    }

    @Test func `over webhooks nothing private is logged, shown or left behind`() async throws {
        let left = try await WatchedBot.run(.webhook) { bot async throws in
            try await bot.forgeDeliveries()
            try await bot.chat()
            try await bot.askInVain()
            try await bot.browse()
            try await bot.inspect()
            bot.failToStart()
        }
        await Self.expectSilence(of: left)
    }

    @Test(arguments: [
        "zq7 words", "before zq7 words behind", "ZQ7 WORDS", "zq7%20words", "%7A%71%37%20%77%6F%72%64%73",
        "enE3IHdvcmRz",
        "YnwgenE3IHdvcmRzIGQ=", "YmIgenE3IHdvcmRzIGRk", "aSB6cTcgd29yZHMgZGQ", "7a713720776f726473",
    ])
    func `a search finds what is hidden in another form`(text: String) {
        let needle = Needle(name: "words", text: "zq7 words")
        #expect(NeedleSearch([needle]).found(in: Array(text.utf8)).keys.contains(needle))
    }

    @Test(arguments: ["", "zq7", "zq7 word", "enE3IHdvcm"])
    func `a search finds nothing where nothing is`(text: String) {
        #expect(NeedleSearch([Needle(name: "words", text: "zq7 words")]).found(in: Array(text.utf8)).isEmpty)
    }

    /// The least that there must be to search, in bytes; less would mean that something was not written, or not kept.
    private static let least: [Output.Kind: Int] = [.log: 100_000, .audit: 10_000, .state: 5_000, .page: 20_000]

    /// What every kind of output has in it, or else it was not searched.
    private static let controls: [Output.Kind: String] = [
        .log: "Webex answered", .audit: "alice@example.com", .state: "accepted", .page: "steward_webex_calls_total",
    ]

    private static func expectSilence(of left: Catch) async {
        let search = NeedleSearch(left.needles.union(people))
        for output in left.outputs {
            // Other tests want to go on as well.
            await Task.yield()
            for (needle, place) in search.found(in: output.bytes) where !mayStand(needle, in: output) {
                Issue.record("\(needle.name) stands in \(output.name): …\(place)…")
            }
        }
        for (kind, control) in controls {
            let outputs = left.outputs.filter { $0.kind == kind }
            let bytes = outputs.map(\.bytes).joined()
            #expect(bytes.count > least[kind] ?? 0, "\(kind)")
            let needle = Needle(name: "control", text: control)
            #expect(!NeedleSearch([needle]).found(in: Array(bytes)).isEmpty, "\(kind)")
            Attachment.record(
                "\(outputs.count) outputs, \(bytes.count) bytes, \(left.needles.count) needles\n", named: "\(kind).txt")
        }
        // The needles are alive: people were answered with titles, and with links that carry tickets.
        let answered = search.found(in: left.answers).keys.map(\.name)
        #expect(Set(answered).isSuperset(of: ["title", "sandbox secret"]))
        #expect(left.outputs.filter { $0.kind == .log }.flatMap(\.addressesWithQuery) == [])
    }

    /// Whose people are named in the audit log alone.
    private static let people = [
        Needle(name: "address of a requester", text: "jiri@example.com"),
        Needle(name: "name of a requester", text: "Alice Archer"),
    ]

    private static func mayStand(_ needle: Needle, in output: Output) -> Bool {
        switch needle.name {
        case "address of a requester": output.kind == .audit
        // The operator is told what stands where in the settings, as far as it cannot be used.
        case "misplaced": output.kind == .log
        default: false
        }
    }
}

extension Output {
    /// The addresses in it that have a query, where links have what makes them work.
    fileprivate var addressesWithQuery: [Substring] {
        String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).flatMap { line in
            line.split(separator: "://").dropFirst().filter { rest in
                // What was withheld of a query is no query.
                let query = rest.prefix { !$0.isWhitespace && !"\"\\)".contains($0) }.drop { $0 != "?" }
                return query.contains { $0.isLetter || $0.isNumber }
            }
        }
    }
}
