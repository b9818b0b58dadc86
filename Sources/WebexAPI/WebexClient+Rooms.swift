package import FoundationEssentials
package import Recordings

/// A room of two that we are in.
package struct DirectRoom: Sendable, Equatable {
    package var id: RoomID
    /// When something happened in it last, by Webex's clock.
    package var lastActivity: Date
}

/// A room as `GET /rooms` lists it.
private struct RoomItem: Decodable {
    var id: String
    var lastActivity: String?
}

extension WebexClient {
    /// The rooms of two in which something has happened since a moment.
    ///
    /// - Parameter moment: By Webex's clock.
    /// - Returns: The latest activity first, as far as Webex keeps to that.
    /// - Throws: ``WebexError``.
    /// - SeeAlso: <https://developer.webex.com/docs/api/v1/rooms/list-rooms>
    package func directRooms(activeSince moment: Date) async throws -> [DirectRoom] {
        let query = [("type", "direct"), ("sortBy", "lastactivity"), ("max", "200")]
        let call = WebexCall("/rooms", at: baseURL, query: query)
        // Of very many rooms Webex sorts the list only roughly, so that one old room says nothing about the next.
        let items: [RoomItem] = try await allItems(of: call) { page in
            page.allSatisfy { DirectRoom($0).map { $0.lastActivity < moment } ?? true }
        }
        return items.compactMap { DirectRoom($0) }.filter { $0.lastActivity >= moment }
    }
}

extension DirectRoom {
    fileprivate init?(_ item: RoomItem) {
        guard let time = item.lastActivity.flatMap(WireDate.parse) else { return nil }
        self.init(id: RoomID(item.id), lastActivity: time)
    }
}
