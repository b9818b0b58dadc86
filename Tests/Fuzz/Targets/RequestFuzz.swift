import Grants
import HTTPTypes
import Markup

@testable import Endpoints
@testable import WebConnections

/// A request to our server: `Cookie`, `Content-Length`, any other field, the query.
enum RequestFuzz {
    private static let cookie: BrowserCookie = {
        guard let address = try? PublicAddress("https://steward.example.com") else {
            fatalError("the address is one of ours")
        }
        return BrowserCookie(address)
    }()

    static func run(_ input: FuzzInput) {
        readLength(input.text(1))
        for line in 0..<3 { writeBack(input.bytes(line)) }
        readCookie(input.bytes(0))
        readQuery(input.rest.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false).map(Array.init))
    }

    private static func readLength(_ value: String) {
        guard case .bytes(let count) = RequestHead.length(value) else { return }
        require(count >= 0, "no body is shorter than nothing")
        require(value.utf8.allSatisfy { (0x30...0x39).contains($0) }, "a length is digits alone")
    }

    private static func writeBack(_ value: [UInt8]) {
        require(HTTPField(name: .cookie, lenientValue: value).isSafe, "a field that was read ends no line")
    }

    private static func readCookie(_ value: [UInt8]) {
        let request = ServerRequest(
            method: .get, path: "/", query: [], fields: [.cookie: HTTPField(name: .cookie, lenientValue: value).value],
            body: [])
        guard let kept = cookie.value(in: request) else { return }
        require(!kept.utf8.contains { ";, ".utf8.contains($0) }, "the value ends where the next begins")
        require(request.fields[.cookie]?.utf8.contains("\(cookie.name)=\(kept)".utf8) == true, "the value was sent")
    }

    private static func readQuery(_ fragments: [[UInt8]]) {
        let query = RequestHead.query(fragments)
        require(query.count == fragments.count { !$0.isEmpty }, "every item is kept, and in its order")
        for (item, fragment) in zip(query, fragments.filter { !$0.isEmpty }) {
            let text = String(decoding: fragment, as: UTF8.self)
            require([item.name, "\(item.name)=\(item.value)"].contains { $0 == text || $0 + "=" == text }, "\(text)")
        }
        guard case .error(let error, let description) = RedirectAnswer(query) else { return }
        require(error.count <= 300 && description?.count ?? 0 <= 300, "no word fills the page")
        let page = Page.failure(.declined(error: error, description: description)).document.markup
        require(!page.contains("<script"), "a page shows what came and does not obey it")
    }
}
