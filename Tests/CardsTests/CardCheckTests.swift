import TemporaryFolders
import Testing

@testable import Cards

@Suite struct CardCheckTests {
    @Test func `cards that are in order are counted`() throws {
        let languages = CardLibrary.builtin.languages.count
        let folder = try TemporaryFolder.ofCards()
        for check in [CardCheck(folder: nil), CardCheck(folder: folder.path)] {
            #expect(check.problems == [])
            #expect(check.summary == "5 cards, \(languages) languages: in order")
        }
    }

    @Test func `every problem has the path that an editor can jump to`() throws {
        let folder = try TemporaryFolder.ofCards()
        try folder.write("{", to: "form.json")
        try folder.replace("${time}", with: "${tiem}", in: "locales/en-US.json")
        let check = CardCheck(folder: folder.path + "/")
        #expect(check.library == nil)
        #expect(check.problems.first == "\(folder("form.json")):1:2: expected a name in double quotes")
        #expect(check.problems.contains { $0.hasPrefix("\(folder("locales/en-US.json")):") })
        #expect(check.summary == "\(check.problems.count) problems")
    }

    @Test(arguments: [
        (#""version": "1.3","#, #""version": "1.3", {"#, "expected a name in double quotes"),
        ("${text.form_search}", "${text.form_search", #""${" without its "}""#),
    ])
    func `what follows from one mistake in a template is left out`(
        piece: String, replacement: String, problem: String
    ) throws {
        let folder = try TemporaryFolder.ofCards()
        try folder.replace(piece, with: replacement, in: "form.json")
        let problems = CardCheck(folder: folder.path).problems
        #expect(problems.count == 1)
        #expect(problems.first?.hasSuffix(problem) == true, "\(problems)")
    }

    @Test func `without a card its texts are not said to be of no use`() throws {
        let folder = try TemporaryFolder.ofCards()
        folder.rename("form.json", to: "form.txt")
        #expect(CardCheck(folder: folder.path).problems == ["\(folder("form.json")): the card is missing"])
    }

    @Test func `a text that nothing uses is a problem where all templates can be read`() throws {
        let folder = try TemporaryFolder.ofCards()
        try folder.replace(#""form_title""#, with: #""of_no_use": "x", "form_title""#, in: "locales/en-US.json")
        let problems = CardCheck(folder: folder.path).problems
        #expect(problems.count == 1)
        #expect(problems.first?.hasSuffix(#""of_no_use" is no text that anything uses"#) == true, "\(problems)")
    }

    @Test func `a card that grows too large for Webex is a problem`() throws {
        let folder = try TemporaryFolder.ofCards()
        let words = String(repeating: "long words ", count: 2_000)
        try folder.replace("\"Find recordings\"", with: "\"\(words)\"", in: "locales/en-US.json")
        let check = CardCheck(folder: folder.path)
        #expect(check.library == nil)
        #expect(check.problems.contains { $0.contains("form.json: in en-US, the card has 2") })
    }

    @Test(arguments: [
        (#""type": "FactSet""#, #""type": "Table""#, "status.json:14:15: Webex shows no element of the type \"Table\""),
        (#""type": "Action.Submit""#, #""type": "Action.Execute""#, "Action.Execute"),
    ])
    func `an element that Webex does not show is named with its place`(
        piece: String, replacement: String, problem: String
    ) throws {
        let folder = try TemporaryFolder.ofCards()
        let file = piece.contains("FactSet") ? "status.json" : "form.json"
        try folder.replace(piece, with: replacement, in: file)
        #expect(CardCheck(folder: folder.path).problems.first?.contains(problem) == true)
    }

    @Test func `a sixth action is one too many, and what a button sends is its own affair`() throws {
        let folder = try TemporaryFolder.ofCards()
        let action = #"{"type": "Action.Submit", "title": "x", "data": {"type": "Table", "command_keyword": "rec"}}"#
        let actions = { (count: Int) in Array(repeating: action, count: count).joined(separator: ",") }
        let original = try folder.text(of: "notice.json")
        for count in [5, 6] {
            try folder.write(original, to: "notice.json")
            try folder.replace(
                #""actions": ["#, with: #""x": [], "actions": [\#(actions(count))], "y": ["#, in: "notice.json")
            let problems = CardCheck(folder: folder.path).problems
            #expect(problems.count == count - 5)
            #expect(problems.allSatisfy { $0.contains("these are 6") })
        }
    }
}
