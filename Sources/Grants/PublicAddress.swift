import WebexAPI

/// The address that browsers and Webex know us by, fit to be sent back to with a code.
///
/// Encrypted, or of this machine: whoever listens to a code in the clear could be first to use it. Whatever begins an
/// authorization needs one, so there is no authorization page where there is none.
package struct PublicAddress: Sendable, Equatable, CustomStringConvertible {
    /// Why an address is none to come back to.
    package enum Problem: Error, Equatable, CustomStringConvertible {
        case notAnAddress
        /// A path, a query or a fragment: our pages stand at the root of their host.
        case moreThanHost
        case plainBeyondThisMachine

        /// For the operator, with what to do about it; begins in the middle of a sentence.
        package var description: String {
            switch self {
            case .notAnAddress: "is not an address that begins with https:// or http://"
            case .moreThanHost: "has something behind the host, where the pages cannot be: leave it out"
            case .plainBeyondThisMachine:
                """
                is not encrypted: use https://, with TLS_CERT_FILE and TLS_KEY_FILE, TLS_SELF_SIGNED or a proxy in front; \
                http:// is for localhost, 127.0.0.1 and [::1] alone
                """
            }
        }
    }

    /// Scheme, host and, where it is not the usual one, port; without a slash at its end.
    package let text: String
    package let isEncrypted: Bool

    /// Takes `https://host:port`, or `http://` with the name of this machine.
    ///
    /// - Parameter text: With or without a slash at its end.
    /// - Throws: ``Problem``.
    package init(_ text: String) throws(Problem) {
        guard let address = WebexAddress(text), ["https", "http"].contains(address.scheme) else { throw .notAnAddress }
        guard ["", "/"].contains(address.rest) else { throw .moreThanHost }
        guard address.isEncrypted || address.isLoopback else { throw .plainBeyondThisMachine }
        self.text = "\(address.scheme)://\(address.authority)"
        isEncrypted = address.isEncrypted
    }

    package var description: String { text }
}
