import HTTPTypes
import JSONTree
import WebConnections

/// Which part of a listing is wanted.
struct Page {
    private let size: Int
    /// Nothing when the first page is wanted.
    private let offset: Int?
    private let paging: Behaviour.Paging

    init(_ call: Call, default size: Int, limit: Int, _ paging: Behaviour.Paging) throws {
        guard let max = call.query("max").map({ Int($0) }) ?? size, (1...limit).contains(max) else {
            throw APIError.badRequest("'max' must be a number from 1 to \(limit).")
        }
        self.size = max
        self.paging = paging
        offset = call.query("offset").flatMap { Int($0) }
    }

    /// This part of `items`, with links to the first and the next part.
    func answer<Item>(_ items: [Item], to call: Call, at origin: String, _ render: (Item) -> JSONValue)
        -> ServerResponse
    {
        let start = offset ?? 0
        let end = min(start + length, items.count)
        var links = [link(to: 0, "first", call, origin)]
        if end < items.count { links.append(link(to: end, "next", call, origin)) }
        let part = start < end ? items[start..<end] : []
        var response = ServerResponse.json(["items": .array(part.map(render))])
        if items.count > length { response.fields[.link] = links.joined(separator: ", ") }
        return response
    }

    /// How many items this page holds, as far as there are so many.
    private var length: Int {
        switch paging {
        case .full, .nullMaximum: size
        case .halves: max(1, size / 2)
        case .emptyFirst: offset == nil ? 0 : size
        }
    }

    private func link(to offset: Int, _ relation: String, _ call: Call, _ origin: String) -> String {
        var items = call.request.query.filter { $0.name != "offset" && $0.name != "max" }
        items.append(("max", paging == .nullMaximum ? "null" : String(size)))
        items.append(("offset", String(offset)))
        return "<\(origin)\(call.request.path)?\(FormEncoding.query(items))>; rel=\"\(relation)\""
    }
}

extension ServerResponse {
    static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> ServerResponse {
        ServerResponse(status, fields: [.contentType: "application/json;charset=UTF-8"], body: value.utf8)
    }
}

extension HTTPField.Name {
    static let link = known("Link")
    static let trackingID = known("trackingId")

    private static func known(_ text: String) -> Self {
        guard let name = Self(text) else { preconditionFailure("\(text) is the name of a header field") }
        return name
    }
}

extension JSONValue {
    /// An object of the members that have a value.
    static func object(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        .object(JSONObject(members.compactMap { name, value in value.map { JSONObject.Member(name, $0) } }))
    }
}
