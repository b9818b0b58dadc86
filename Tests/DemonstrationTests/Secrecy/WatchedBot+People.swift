import HTTPTypes
import JSONTree
import Sandbox
import TemporaryFolders
import Testing
import TestSupport

/// What people do.
extension WatchedBot {
    private static let alice = "alice@example.com"

    /// Every way of asking, well and badly.
    func chat() async throws {
        for text in [
            Marker.question.rawValue, "rec 2551 234 5678 hana@example.com 30", "rec \(Marker.titleWords.rawValue)",
            "rec",
            "rec https://example.webex.com/meet/\(Marker.link.rawValue)", "rec 26001234567", "rec 25587650001",
            "rec 25599990000", "rec 25544443333", "rec 2551 234 5678 \(Marker.wrongDays.rawValue)",
            "rec 2551 234 5678 \(Marker.wrongHost.rawValue)@", "language \(Marker.language.rawValue)", "language de",
            "language en", "status",
        ] { _ = try await bench.answer(to: text) }
        _ = try await bench.answer(to: "status", from: "hana@example.com")
        _ = try await bench.answer(to: "rec \(Marker.ofOutsider.rawValue)", from: "oscar@elsewhere.example")
        try await mention()
        try await fillInForms()
        try await pressButtons()
        _ = try await forward(as: Self.alice)
    }

    /// Every rule that refuses, each with a request that it refuses.
    func askInVain() async throws {
        for (rule, asker) in [("respond_only_to_host", Self.alice), ("respond_only_to_invitees", "clara@example.com")] {
            try await configure("{\(Self.settings), \"\(rule)\": true}")
            _ = try await bench.answer(to: "rec 2551 234 5678 hana@example.com", from: asker)
        }
        try await configure("{\(Self.settings), \"requests_per_minute\": 1}")
        for _ in 1...2 { _ = try await bench.answer(to: Marker.question.rawValue, from: "jiri@example.com") }
        let misplaced = Marker.misplaced.rawValue
        try await configure(#"{"admins": "\#(misplaced)", "bot_token": "\#(misplaced)"}"#)
        try await configure(#"{"approved_users": ["\#(misplaced)"]}"#)
        try await configure("{\"approved_domains\": [\(misplaced)")
        try await configure(#"{\#(Self.settings), "bot_token": "\#(misplaced)", "requests_per_minute": 0}"#)
    }

    /// In a space the answer comes 1-1, and a note below the mention.
    private func mention() async throws {
        let replies = try bench.sandbox.replies(for: Self.alice)
        try bench.sandbox.mention("rec \(Marker.inSpace.rawValue)", as: Self.alice, inSpace: "Cider press")
        var count = 0
        for await _ in replies {
            count += 1
            if count == 2 { break }
        }
    }

    private func fillInForms() async throws {
        let form = try await bench.answer(to: "help")
        let good = ["command_keyword": "rec", "meeting_number": "25512345678", "meeting_host": "", "days_back": "30"]
        let hostile = [
            ("meeting_number", Marker.number), ("meeting_host", .host), ("days_back", .days), ("sealed_meeting", .seal),
            ("command_keyword", .command), ("zq7", .unknownField),
        ]
        for (field, marker) in [("zq7", Marker.unknownField)] + hostile {
            _ = try await bench.answer(to: Self.alice) { sandbox in
                try sandbox.submit(good.merging([field: marker.rawValue]) { $1 }, on: form.id, as: Self.alice)
            }
        }
    }

    private func pressButtons() async throws {
        for (question, button) in [
            ("rec 2551 234 5678", "Refresh links"), ("rec 2551 234 5678", "Another meeting"),
            ("rec 25544440000", "Tell me when it is ready"),
        ] {
            let card = try await bench.answer(to: question)
            _ = try await bench.answer(to: Self.alice) { try $0.press(button, on: card.id, as: Self.alice) }
        }
        let card = try #require(try await forward(as: "hana@example.com").card?.text)
        let seal = try #require(card.split(separator: "\"sealed_meeting\":\"").dropFirst().first)
        let form = try await bench.answer(to: "help")
        let stolen = ["command_keyword": "refresh", "sealed_meeting": String(seal.prefix { $0 != "\"" })]
        _ = try await bench.answer(to: Self.alice) { try $0.submit(stolen, on: form.id, as: Self.alice) }
    }

    private func forward(as email: String) async throws -> BotMessage {
        try await bench.answer(to: email) { sandbox in
            let all = try sandbox.forwardable(for: email)
            let instance = try #require(all.first { $0.series.title == Marker.title.rawValue })
            try sandbox.forward(instance: instance.instance.id, as: email)
        }
    }
}
