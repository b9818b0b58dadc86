import Grants
import HTTPTypes
import Markup

@testable import Endpoints
@testable import WebConnections

/// What comes over a connection of our server: one line says where the bytes are cut, the rest are they.
enum RequestFuzz {
    private static let maximumBodySize = 1 << 10
    private static let address: PublicAddress = {
        guard let address = try? PublicAddress("https://steward.example.com") else {
            fatalError("the address is one of ours")
        }
        return address
    }()
    private static let cookie = BrowserCookie(address)

    static func run(_ input: FuzzInput) {
        let cut = min(Int(input.text(0)) ?? 0, input.rest.count)
        let whole = read([input.rest])
        let pieces = read([Array(input.rest.prefix(max(0, cut))), Array(input.rest.dropFirst(max(0, cut)))])
        require(whole.map(\.line) == pieces.map(\.line), "where the bytes are cut makes no difference")
        for request in whole { look(at: request) }
        readFrames(input.rest)
    }

    private static func read(_ pieces: [[UInt8]]) -> [ServerRequest] {
        var reader = RequestReader(maximumBodySize: maximumBodySize)
        var requests: [ServerRequest] = []
        do throws(RequestRefusal) {
            for piece in pieces {
                reader.add(piece)
                while case .request(let request, _) = try reader.next() { requests.append(request) }
            }
        } catch { require(error.status != nil, "the peer is told why") }
        return requests
    }

    private static func look(at request: ServerRequest) {
        require(request.path.hasPrefix("/"), "a path begins with a slash")
        require(request.body.count <= maximumBodySize, "no body is over its limit")
        require(!request.fields.contains(.transferEncoding), "no coding hides where a body ends")
        require(request.fields.allSatisfy(\.isSafe), "a field that was read ends no line")
        if let kept = cookie.value(in: request) {
            require(!kept.utf8.contains { ";, ".utf8.contains($0) }, "the value ends where the next begins")
        }
        guard case .error(let error, let description) = RedirectAnswer(request.query) else { return }
        require(error.count <= 300 && description?.count ?? 0 <= 300, "no word fills the page")
        let page = Page.failure(.declined(error: error, description: description), at: address).document.markup
        require(!page.contains("<script"), "a page shows what came and does not obey it")
    }

    private static func readFrames(_ bytes: [UInt8]) {
        var frames = FrameReader(maximumSize: maximumBodySize)
        frames.add(bytes)
        do throws(WebSocketClosure) {
            while let frame = try frames.next() {
                if case .ping(let payload) = frame { require(payload.count < 126, "a ping is short") }
            }
        } catch { require([1002, 1007, 1009].contains(error.code), "a broken rule has its code") }
    }
}

extension ServerRequest {
    /// All that counts about it.
    fileprivate var line: String { "\(method) \(path) \(query) \(fields) \(body)" }
}
