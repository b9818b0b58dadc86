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
        // Repeated fields, as proxies send them, come joined by blanks or commas; our own values hold neither.
        (request.fields[.cookie] ?? "").split { ";, ".contains($0) }.first { $0.hasPrefix("\(name)=") }
            .map { String($0.dropFirst(name.utf8.count + 1)) }
    }
}
