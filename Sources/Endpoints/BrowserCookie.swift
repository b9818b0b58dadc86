import FoundationEssentials
import Grants
import HTTPTypes
import WebConnections

/// What binds an authorization to the browser that began it.
///
/// Out of reach of scripts, not sent along by other sites but for following a link, and gone when the authorization has
/// ended. Over TLS its name makes browsers take it from nobody but this host (RFC 6265bis, section 4.1.3.2); plain http,
/// which is for this machine alone, cannot have that.
struct BrowserCookie: Sendable {
    let name: String
    private let attributes: String

    init(_ address: PublicAddress) {
        name = address.isEncrypted ? "__Host-steward-authorization" : "steward-authorization"
        let life = Int(AuthorizationFlow.life / .seconds(1))
        attributes = "; Path=/; Max-Age=\(life); HttpOnly; SameSite=Lax" + (address.isEncrypted ? "; Secure" : "")
    }

    /// The field that has a browser keep `value`.
    func field(_ value: String) -> String { "\(name)=\(value)\(attributes)" }

    /// What the browser kept; nothing when it sent no such cookie.
    func value(in request: ServerRequest) -> String? {
        let start = Array("\(name)=".utf8)
        // Repeated fields, as proxies send them, come joined by blanks or commas; our own values hold neither. Bytes are
        // compared, for a mark that stands behind a separator would make another character of it.
        return (request.fields[.cookie] ?? "").utf8.split { ";, ".utf8.contains($0) }.first { $0.starts(with: start) }
            .map { String(Substring($0.dropFirst(start.count))) }
    }
}
