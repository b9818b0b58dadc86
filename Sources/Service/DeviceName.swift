import Cryptography
import Journal

/// What this deployment calls its device at Webex.
package enum DeviceName {
    /// What every name begins with; eight hexadecimal digits follow.
    private static let beginning = "steward-"

    /// Whether some deployment of this program gave the name.
    package static func isOurs(_ name: String) -> Bool {
        name.hasPrefix(beginning) && name.utf8.count == beginning.utf8.count + 8
            && name.dropFirst(beginning.count).allSatisfy { $0.isHexDigit && !$0.isUppercase }
    }

    /// The name of the last start, or a new one: two processes with one name would take the socket from each other.
    static func kept(in journal: Journal) async throws -> String {
        if let name = journal.device { return name }
        let name = beginning + Hexadecimal.encode(try Random.bytes(4))
        try await journal.remember(device: name)
        return name
    }
}
