import Cryptography
import Files
import FoundationEssentials
import WebConnections

/// The pair that the public port is served with, and how it is made anew, where that is ours to do.
struct ServerCertificate: Sendable {
    /// How a pair of our own is made.
    struct Renewal: Sendable {
        /// Whom it is for.
        var hosts: [String]
        /// Browsers take none that lasts longer.
        var days = 825
    }

    /// A pair of our own is made anew when it ends within this many seconds.
    static let margin: TimeInterval = 30 * 86_400

    var files: TLSFiles
    /// Nothing for a pair that somebody else brings.
    var renewal: Renewal?

    /// Makes the pair when it is ours to make and there is none, it ends soon, or it is not for all whom it should be for.
    ///
    /// It is kept as long as it can be, so that a browser which was told to trust it goes on doing so.
    func renew(at now: Date) throws {
        guard let renewal, !isGood(for: renewal.hosts, at: now) else { return }
        let pair = try SelfSignedPair(hosts: renewal.hosts, days: renewal.days)
        try Files.replace(files.key, with: Array(pair.key.utf8))
        try Files.replace(files.certificate, with: Array(pair.certificate.utf8), permissions: 0o644)
    }

    private func isGood(for hosts: [String], at now: Date) -> Bool {
        guard Files.exists(files.key), let bytes = try? Files.read(files.certificate, limit: 1 << 20) else {
            return false
        }
        let certificate = String(decoding: bytes, as: UTF8.self)
        guard let expiry = try? SelfSignedPair.expiry(of: certificate),
            hosts.allSatisfy({ (try? SelfSignedPair.isMade(certificate, for: $0)) == true })
        else { return false }
        // A pair of which one half is missing or of another time is none.
        return now < expiry.addingTimeInterval(-Self.margin) && (try? files.check()) != nil
    }
}
