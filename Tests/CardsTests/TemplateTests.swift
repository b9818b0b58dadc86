import JSONTree
import Testing

@testable import Cards

@Suite struct TemplateTests {
    private let shape: ValueShape = [
        "name": .value, "count": .value, "on": .value, "missing": .value, "host": ["mail": .value],
        "items": .list(of: ["title": .value, "tags": .list(of: .value)]),
    ]
    private let values: JSONValue = [
        "name": "Ada \"${name}\" {}", "count": 7, "on": true, "host": ["mail": "ada@example.com"],
        "items": [["title": "one", "tags": ["x", "y"]], ["title": "two", "tags": []]],
        "text": ["greeting": "Hello"],
    ]

    /// A card whose only other member is `body`.
    private func read(_ body: String) -> (template: Template?, reader: TemplateReader) {
        var reader = TemplateReader(file: "test.json", shape: shape)
        let card = #"{"type":"AdaptiveCard","version":"1.3","body":\#(body)}"#
        let template = reader.template(Array(card.utf8))
        return (template, reader)
    }

    @Test(arguments: [
        (#"["Hi ${name}!"]"#, #"["Hi Ada \"${name}\" {}!"]"#),
        (#"["${count}","${on}","n=${count} ${on}"]"#, #"[7,true,"n=7 true"]"#),
        (#"["${host.mail} ${$root.count}"]"#, #"["ada@example.com 7"]"#),
        (#"[{"a":"${missing}","b":"x${missing}y"},"${missing}"]"#, #"[{"b":"xy"}]"#),
        (#"["${text.greeting}, ${name}"]"#, #"["Hello, Ada \"${name}\" {}"]"#),
        (
            #"[{"$data":"${items}","t":"${title} ${$root.count} ${text.greeting}"}]"#,
            #"[{"t":"one 7 Hello"},{"t":"two 7 Hello"}]"#
        ),
        (
            #"[{"$data":"${items}","in":[{"$data":"${tags}","v":"${$data}"}]}]"#,
            #"[{"in":[{"v":"x"},{"v":"y"}]},{"in":[]}]"#
        ),
        (#"[{"$data":"${items}","$when":"${tags}","t":"${title}"}]"#, #"[{"t":"one"}]"#),
        (#"[{"$when":"${on}","a":1},{"$when":"${missing}","b":1}]"#, #"[{"a":1}]"#),
        (#"{"x":{"$when":"${missing}"},"y":[null,1.5,false,"$"]}"#, #"{"y":[null,1.5,false,"$"]}"#),
    ])
    func `holes are filled`(body: String, filled: String) throws {
        let (template, reader) = read(body)
        #expect(reader.problems == [])
        #expect(try #require(template).render(values)["body"]?.text == filled)
    }

    @Test(arguments: [JSONValue.bool(false), .null, "", []]) func `what is false or empty is left out`(value: JSONValue)
        throws
    {
        let template = try #require(read(#"[{"$when":"${on}"}]"#).template)
        #expect(template.render(["on": value])["body"] == [])
    }

    @Test(arguments: [JSONValue.bool(true), 0, "no", [1], [:]]) func `what is there stays`(value: JSONValue) throws {
        let template = try #require(read(#"[{"$when":"${on}","a":1}]"#).template)
        #expect(template.render(["on": value])["body"] == [["a": 1]])
    }

    @Test(arguments: [
        (#"["${nam}"]"#, "nothing fills \"nam\""),
        (#"["${host.phone}"]"#, "nothing fills \"host.phone\""),
        (#"["${items}"]"#, "is a list or a group"),
        (#"["${host}"]"#, "is a list or a group"),
        (#"["${title}"]"#, "nothing fills \"title\""),
        (#"[{"$data":"${items}","t":"${name}"}]"#, "nothing fills \"name\"; here are: tags, title"),
        (#"["${name"]"#, "without its"),
        (#"["${}"]"#, "is no path"),
        (#"["${1 + 1}"]"#, "is no path"),
        (#"["${if(on, 1, 2)}"]"#, "is no path"),
        (#"[{"$data":"${name}"}]"#, "is not a list"),
        (#"[{"$data":"all ${items}"}]"#, "takes one hole"),
        (#"[{"$data":[1,2]}]"#, "takes one hole"),
        (#"[{"$when":"${nam}"}]"#, "nothing fills"),
        (#"[{"$when":true}]"#, "takes one hole"),
        (#"{"$data":"${items}"}"#, "only an element of an array"),
        (#"[{"$data":"${itms}","t":"${title}"}]"#, "nothing fills \"itms\""),
    ])
    func `a mistake is found once, in the file`(body: String, problem: String) throws {
        let problems = read(body).reader.problems
        #expect(problems.count == 1)
        #expect(try #require(problems.first).text.contains(problem))
        #expect(problems.first?.file == "test.json")
    }

    @Test func `a mistake is found at its line and column`() {
        let problems = read("[\n  {\"a\": \"${nam}\"},\n  \"${\"\n]").reader.problems
        #expect(problems.map(\.position) == [JSONPosition(line: 2, column: 9), JSONPosition(line: 3, column: 3)])
    }

    @Test(arguments: [
        ("[]", 2), (#"{"type":"AdaptiveCard","version":"1.4"}"#, 1), (#"{"type":"Message","version":"1.3"}"#, 1),
        (#"{"type":"AdaptiveCard","version":"1.3","$data":"${items}"}"#, 1),
        (#"{"type":"AdaptiveCard","version":"1.3","$when":"${on}"}"#, 1), ("{", 1), ("", 1),
    ])
    func `what is no card of version 1,3 is refused`(json: String, problems: Int) {
        var reader = TemplateReader(file: "test.json", shape: shape)
        _ = reader.template(Array(json.utf8))
        #expect(reader.problems.count == problems)
    }

    @Test func `the wording in use is collected once`() {
        #expect(read(#"["${text.b}${text.a}","${text.a}"]"#).reader.wording.map(\.key) == ["b", "a"])
    }
}
