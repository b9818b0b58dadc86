import Cryptography
import FoundationEssentials
import Recordings
import Testing

@testable import Cards

@Suite struct ButtonSealTests {
    private let key = [UInt8](repeating: 7, count: 32)
    private let meeting = MeetingID("e4a1b2c3d4_I_123456789")
    private let ada = PersonID(publicID: "Y2lzY29zcGFyazovL3VzL1BFT1BMRS9hZGE", key: "ada")
    private let eve = PersonID(publicID: "Y2lzY29zcGFyazovL3VzL1BFT1BMRS9ldmU", key: "eve")
    private let now = Samples.start

    private func sealed(keys: [[UInt8]]? = nil) throws -> String {
        try ButtonSeal(keys: keys ?? [key]).seal(meeting, for: ada, at: now)
    }

    private func open(
        _ text: String, keys: [[UInt8]]? = nil, for person: PersonID? = nil, after seconds: TimeInterval = 0
    ) -> MeetingID? {
        ButtonSeal(keys: keys ?? [key]).open(text, for: person ?? ada, at: now.addingTimeInterval(seconds))
    }

    @Test func `a seal opens for the person that it was made for`() throws {
        #expect(open(try sealed()) == meeting)
    }

    @Test func `it opens for that person however Webex spells the id`() throws {
        let uuid = "A0B1C2D3-0000-4000-8000-1234567890AB"
        let text = try ButtonSeal(keys: [key]).seal(meeting, for: PersonID(publicID: "1", key: uuid), at: now)
        #expect(open(text, for: PersonID(publicID: "2", key: uuid.lowercased())) == meeting)
    }

    @Test func `it opens for nobody else`() throws {
        #expect(open(try sealed(), for: eve) == nil)
    }

    @Test(arguments: [(-1.0, true), (0, false), (1, false)])
    func `it opens until its time is over`(seconds: TimeInterval, isOpen: Bool) throws {
        #expect((open(try sealed(), after: ButtonSeal.lifetime + seconds) != nil) == isOpen)
    }

    @Test func `a new key seals, and the old one still opens until it is taken away`() throws {
        let new = [UInt8](repeating: 8, count: 32)
        let old = try sealed()
        #expect(open(old, keys: [new, key]) == meeting)
        #expect(open(old, keys: [new]) == nil)
        #expect(open(try sealed(keys: [new, key]), keys: [new]) == meeting)
        #expect(open(try sealed(keys: [new, key]), keys: [key]) == nil)
    }

    @Test func `without a key nothing is sealed and nothing opens`() throws {
        #expect(throws: CryptographyError.self) { try sealed(keys: []) }
        #expect(open(try sealed(), keys: []) == nil)
        #expect(open(try sealed(), keys: [[]]) == nil)
    }

    @Test func `a change of any character keeps it shut`() throws {
        let text = try sealed()
        for index in text.indices {
            let other: Character = text[index] == "1" ? "2" : "1"
            let changed = text.replacingCharacters(at: index, with: other)
            #expect(open(changed) == nil, "\(changed)")
        }
    }

    @Test func `a part of one seal does not fit another`() throws {
        let parts = try sealed().split(separator: ".").map(String.init)
        let other = try ButtonSeal(keys: [key]).seal(MeetingID("another"), for: ada, at: now)
            .split(separator: ".").map(String.init)
        #expect(open("\(parts[0]).\(other[1]).\(parts[2])") == nil)
        #expect(open("9999999999.\(parts[1]).\(parts[2])") == nil)
    }

    @Test(arguments: [
        "", ".", "..", "...", "1.a.b", "9999999999..", "9999999999.YQ.", "9999999999..YQ", "-1.YQ.YQ",
        "99999999999999999999.YQ.YQ", "9999999999.Y+.YQ", "9999999999.YQ==.YQ", "9999999999.gA.YQ",
        "9999999999.YQ.YQ.YQ", " 9999999999.YQ.YQ", "NaN.YQ.YQ", "\u{0}", String(repeating: ".", count: 10_000),
        String(repeating: "9", count: 10_000), "9999999999.\(String(repeating: "YWFh", count: 5_000)).YQ",
    ])
    func `what was never ours does not open`(text: String) {
        #expect(open(text) == nil)
    }

    @Test func `a seal fits into the data of a button and reads back from it`() throws {
        let text = try sealed()
        #expect(text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") })
        #expect(text.utf8.count < 160)
        let card = CardLibrary.builtin.card(
            NoticeCard(.notRecordedYet, notify: Submission(.notify, sealedMeeting: text)), in: Samples.english)
        let submission = try #require(CardRules.submissions(of: card).first?.submission)
        #expect(submission.command == .notify)
        #expect(open(try #require(submission.sealedMeeting)) == meeting)
    }
}

extension String {
    fileprivate func replacingCharacters(at index: Index, with character: Character) -> String {
        String(self[..<index]) + String(character) + String(self[self.index(after: index)...])
    }
}
