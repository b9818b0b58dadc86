import Cryptography
import Journal

/// What this deployment calls its device at Webex.
enum DeviceName {
    /// The name of the last start, or a new one: two processes with one name would take the socket from each other.
    static func kept(in journal: Journal) async throws -> String {
        if let name = journal.device { return name }
        let name = "steward-" + Hexadecimal.encode(try Random.bytes(4))
        try await journal.remember(device: name)
        return name
    }
}
