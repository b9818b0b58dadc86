import CCurl
import FoundationEssentials

/// The certificate authorities that decide whether a server is who it says.
///
/// All of them are shown to curl as one file, because of such it keeps the parsed form for a day; anything else it
/// parses anew for every connection, which blocks the loop for 20 ms with the 140 authorities of Debian.
struct TrustAnchors: Sendable {
    /// Nothing where the system has a folder of authorities only, and no file.
    let path: String?
    /// Whether the system's authorities are in the file; else curl has to search the system's folder.
    private let includesSystem: Bool
    /// Holds what `path` names, if that is not the system's own file.
    private let joined: MemoryFile?

    /// Finds the system's authorities, and reads the file of those to be trusted beside them.
    ///
    /// - Parameter extraAuthorities: The path of a PEM file, or nothing for the system's authorities alone.
    /// - Throws: ``HTTPClientError`` with code `.untrusted` when the file cannot be read or holds no certificate.
    init(extraAuthorities: String?) throws(HTTPClientError) {
        let systemPath = (try? EasyHandle().text(CURLINFO_CAINFO)).flatMap { $0 }
        let system = systemPath.flatMap(Self.read)
        includesSystem = system != nil
        guard let extraAuthorities else {
            path = system.flatMap { _ in systemPath }
            joined = nil
            return
        }
        let extra = Self.read(extraAuthorities)
        guard let extra, String(decoding: extra, as: UTF8.self).contains("-----BEGIN CERTIFICATE-----") else {
            throw HTTPClientError(
                code: .untrusted, detail: "no certificate authority can be read in \(extraAuthorities)")
        }
        guard let file = MemoryFile(named: "authorities", (system ?? []) + [UInt8(ascii: "\n")] + extra) else {
            throw HTTPClientError(code: .untrusted, detail: "no memory for the certificate authorities")
        }
        path = file.path
        joined = file
    }

    private static func read(_ path: String) -> [UInt8]? {
        (try? Data(contentsOf: URL(filePath: path))).map { [UInt8]($0) }
    }

    /// Verification stays as curl has it by default, on for certificate and host name: no option of ours touches it.
    func apply(to handle: borrowing EasyHandle) throws(CurlError) {
        for option in [CURLOPT_SSLVERSION, CURLOPT_PROXY_SSLVERSION] {
            try handle.set(option, to: CURL_SSLVERSION_TLSv1_2)
        }
        guard let path else { return }
        for option in [CURLOPT_CAINFO, CURLOPT_PROXY_CAINFO] { try handle.set(option, to: path) }
        guard includesSystem else { return }
        for option in [CURLOPT_CAPATH, CURLOPT_PROXY_CAPATH] { try handle.set(option, to: nil) }
    }
}
