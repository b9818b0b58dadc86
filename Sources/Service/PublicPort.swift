import FoundationEssentials
import Grants
import HTTPTypes
import Logging
import Telemetry
import WebConnections
import WebexAPI

/// The port that browsers and Webex reach, and the address they know it by.
struct PublicPort: Sendable {
    let server: WebServer
    let address: PublicAddress
    /// What answers, once it is let in.
    let door = FrontDoor()
    /// Keeps the certificate fresh, where there is one.
    let certificates: CertificateReloader?

    /// Binds the port: one that is taken stops the start before anything else is opened.
    ///
    /// - Throws: ``StartError`` when that cannot be done, or the address is not fit for the public.
    init(
        _ options: ServiceOptions, state: String, metrics: ServiceMetrics, logger: Logger
    ) throws(StartError) {
        let certificate = try Self.certificate(options, state: state)
        let server = try Self.server(
            options, certificate: certificate, door: door, metrics: metrics, logger: logger)
        address = try Self.address(options, port: server.port)
        certificates = try certificate.map { certificate throws(StartError) in
            try CertificateReloader(certificate, of: server, logger: logger)
        }
        self.server = server
    }

    private static func server(
        _ options: ServiceOptions, certificate: ServerCertificate?, door: FrontDoor, metrics: ServiceMetrics,
        logger: Logger
    ) throws(StartError) -> WebServer {
        var configuration = WebServer.Configuration()
        configuration.host = options.host
        configuration.port = options.port
        configuration.tls = certificate?.files
        return try StartError.wrap("cannot serve the pages") {
            try WebServer(
                configuration: configuration, logger: logger, refused: { metrics.httpRefused($0.rawValue) }
            ) { request in
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
        let text = options.address(port: port)
        do throws(PublicAddress.Problem) { return try PublicAddress(text) } catch {
            throw StartError("PUBLIC_URL: \"\(text)\" \(error)")
        }
    }

    /// Where the pair lies that the port is served with, if it is.
    static func certificateFiles(_ options: ServiceOptions, state: String) -> TLSFiles? {
        switch options.tls {
        case .none: nil
        case .files(let files): files
        case .selfSigned: StateFiles(in: state).ownPair
        }
    }

    /// The certificate to serve with, if any.
    private static func certificate(_ options: ServiceOptions, state: String) throws(StartError) -> ServerCertificate? {
        guard let files = certificateFiles(options, state: state) else { return nil }
        switch options.tls {
        case .none, .files: return ServerCertificate(files: files, renewal: nil)
        case .selfSigned:
            let name = options.publicURL.flatMap { WebexAddress($0) }?.host ?? "localhost"
            let certificate = ServerCertificate(
                files: files, renewal: .init(hosts: Array(Set([name, "localhost", "127.0.0.1"])).sorted()))
            try StartError.wrap("cannot make a self-signed certificate") { try certificate.renew(at: Date()) }
            return certificate
        }
    }
}
