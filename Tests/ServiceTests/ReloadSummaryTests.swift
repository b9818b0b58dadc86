@testable import Cards
import Configuration
import Logging
@testable import Service
import TemporaryFolders
import Testing
import TestSupport

@Suite struct ReloadSummaryTests {
    @Test func `what there is nothing to read of is not in the log`() {
        let bare = ReloadSummary(settings: .applied)
        let whole = ReloadSummary(settings: .unchanged, cards: .applied, certificate: .refused)
        #expect(bare.facts == ["reload.settings": "applied"])
        #expect(
            whole.facts == [
                "reload.settings": "unchanged", "reload.cards": "applied", "reload.certificate": "refused",
            ])
        #expect([bare, whole].map(\.hasRefusal) == [false, true])
    }

    @Test func `settings that were refused before are still refused when nothing has changed`() throws {
        let folder = try TemporaryFolder()
        try folder.write("{}", to: "config.json")
        let reloader = try SettingsReloader(path: folder("config.json"), logger: .silent)
        let outcomes = try ["{}", "{", "{", #"{"max_days_back": 77}"#].map { text in
            try folder.write(text, to: "config.json")
            return reloader.readOnRequest()
        }
        #expect(outcomes == [.unchanged, .refused, .refused, .applied])
    }

    @Test func `cards that were refused before are still refused when nothing has changed`() throws {
        let folder = try TemporaryFolder()
        try folder.createFolder("cards")
        try folder.createFolder("cards/locales")
        for (name, bytes) in CardLibrary.builtinFiles { try folder.write(bytes, to: "cards/\(name)") }
        let reloader = try CardReloader(folder: folder("cards"), logger: .silent)
        let form = try folder.text(of: "cards/form.json")
        let outcomes = try [form, "{", "{", form].map { text in
            try folder.write(text, to: "cards/form.json")
            return reloader.readOnRequest()
        }
        #expect(outcomes == [.unchanged, .refused, .refused, .applied])
    }
}
