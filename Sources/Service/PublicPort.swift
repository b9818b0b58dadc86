import Cryptography
import Files
import Grants
import HTTPTypes
import Logging
import Telemetry
import WebConnections
import WebexAPI

/// The port that browsers and Webex reach, and the address they know it by.
enum PublicPort {
    /// Binds the port.
    static func server(
        _ options: ServiceOptions, state: String, door: FrontDoor, metrics: ServiceMetrics, logger: Logger
    ) throws(StartError) -> WebServer {
        var configuration = WebServer.Configuration()
        configuration.host = options.host
        configuration.port = options.port
        configuration.tls = try tls(options, state: state)
        return try StartError.wrap("cannot serve the pages") {
            try WebServer(configuration: configuration, logger: logger) { request in
                let start = ContinuousClock.now
                let response = await door.respond(to: request)
                metrics.httpRequestEnded(
                    door.route(of: request), response.status.code, after: ContinuousClock.now - start)
                return response
            }
        }
    }

    /// The address as configured, else this machine's own name for itself.
    static func address(_ options: ServiceOptions, port: Int) throws(StartError) -> PublicAddress {
        let scheme = if case .none = options.tls { "http" } else { "https" }
        let text = options.publicURL ?? "\(scheme)://localhost:\(port)"
        do throws(PublicAddress.Problem) { return try PublicAddress(text) } catch {
            throw StartError("PUBLIC_URL: \"\(text)\" \(error)")
        }
    }

    private static func tls(_ options: ServiceOptions, state: String) throws(StartError) -> TLSFiles? {
        switch options.tls {
        case .none: return nil
        case .files(let files): return files
        case .selfSigned:
            let files = TLSFiles(certificate: "\(state)/tls-certificate.pem", key: "\(state)/tls-key.pem")
            try StartError.wrap("cannot make a self-signed certificate") { try makePair(files, options) }
            return files
        }
    }

    /// Made once and kept, so that a browser which was told to trust it goes on doing so.
    private static func makePair(_ files: TLSFiles, _ options: ServiceOptions) throws {
        guard !Files.exists(files.certificate) || !Files.exists(files.key) else { return }
        let name = options.publicURL.flatMap { WebexAddress($0) }?.host ?? "localhost"
        let pair = try SelfSignedPair(hosts: Array(Set([name, "localhost", "127.0.0.1"])).sorted(), days: 825)
        try Files.replace(files.key, with: Array(pair.key.utf8))
        try Files.replace(files.certificate, with: Array(pair.certificate.utf8), permissions: 0o644)
    }
}
