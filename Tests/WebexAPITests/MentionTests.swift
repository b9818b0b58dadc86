import Recordings
import Testing

@testable import WebexAPI

@Suite struct MentionTests {
    private func html(_ id: String, _ name: String) -> String {
        "<spark-mention data-object-type=\"person\" data-object-id=\"\(id)\">\(name)</spark-mention>"
    }

    @Test func `the people mentioned are read with the names that stand in the text`() {
        let found = Mention.all(in: "<p>\(html("P1", "Minutes")) rec \(html("P2", "Tom &amp; Jerry"))</p>")
        #expect(
            found == [
                Mention(person: PersonID("P1", .person), name: "Minutes"),
                Mention(person: PersonID("P2", .person), name: "Tom & Jerry"),
            ])
    }

    @Test(arguments: [
        "", "<p>help</p>", "<spark-mention", "<spark-mention data-object-id=\"P1\">Min",
        "<spark-mention data-object-type=\"groupMention\" data-group-type=\"all\">All</spark-mention>",
        "</spark-mention><spark-mention data-object-id=\"P1", "<spark-mention data-object-id=\"P1></spark-mention>",
    ])
    func `HTML without a whole mention mentions nobody`(html: String) { #expect(Mention.all(in: html).isEmpty) }
}
