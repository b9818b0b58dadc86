import HTTPTransport
import HTTPTypes
import Recordings

/// The form of every list that Webex answers with.
struct Items<Item: Decodable & Sendable>: Decodable, Sendable {
    var items: [Item]
}

extension WebexClient {
    /// Reads a list page by page until Webex names no further one, or `isEnough` says so.
    ///
    /// - Parameters:
    ///   - call: The first page.
    ///   - isEnough: Asked after each page with what that page held.
    /// - Returns: The items of all pages in their order.
    /// - Throws: ``WebexError``, with code `.malformedAnswer` when the pages never end.
    func allItems<Item: Decodable & Sendable>(
        of call: WebexCall, until isEnough: ([Item]) -> Bool = { _ in false }
    ) async throws -> [Item] {
        var call = call
        var items: [Item] = []
        var seen: Set<String> = []
        while seen.count < Self.mostPages, seen.insert(call.url).inserted {
            let (response, page) = try await send(call) { response in
                (response, try decode(Items<Item>.self, from: response, of: call).items)
            }
            items += page
            guard !isEnough(page), let next = response.fields[.link].flatMap({ LinkHeader($0)["next"] }) else {
                return items
            }
            call.url = try nextPage(next, after: call)
        }
        throw WebexError(.malformedAnswer, operation: call.operation, message: "the pages do not end")
    }

    private static var mostPages: Int { 200 }

    /// The next page on the server that gave this one.
    ///
    /// A link to another host is known by its query alone and asked of the same endpoint as before, so that the token never
    /// follows a link elsewhere. Webex has been seen to write `max=null`, which would make the pages small.
    private func nextPage(_ link: String, after call: WebexCall) throws -> String {
        let link = link.replacing("max=null", with: "max=100")
        guard let present = WebexAddress(call.url) else {
            throw WebexError(.malformedAnswer, operation: call.operation, message: "no address for the next page")
        }
        let target = WebexAddress(link)
        if let target, target.scheme == present.scheme, target.authority == present.authority { return link }
        // A relative link adds nothing but its query either.
        guard let query = (target ?? WebexAddress("\(present.scheme)://\(present.authority)\(link)"))?.query else {
            throw WebexError(.malformedAnswer, operation: call.operation, message: "no address for the next page")
        }
        let path = present.rest.prefix { $0 != "?" }
        return "\(present.scheme)://\(present.authority)\(path)?\(query)"
    }
}
