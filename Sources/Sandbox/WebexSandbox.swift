package import FoundationEssentials
import HTTPTransport
package import Logging
import ServiceLifecycle
package import WebConnections

/// A Webex cloud in a box: REST, authorization, event socket, files and people who chat, on one port of this machine.
///
/// It is strict where Webex is: limits, defaults, ignored parameters and refusals are those of the documentation. Its
/// tokens work nowhere else, and it listens on the loopback address only.
package final class WebexSandbox: Service {
    /// Where to listen and how to behave.
    package struct Configuration: Sendable {
        /// 0 lets the system choose.
        package var port = 0
        /// The name by which clients reach it, and by which it names itself in answers; it listens on 127.0.0.1 only.
        package var host = "127.0.0.1"
        /// With a pair, everything is served over TLS.
        package var tls: TLSFiles?
        package var behaviour = Behaviour()
        package init() {}
    }

    /// Misbehaviour for requests to come.
    package let faults: Faults
    let cloud: Cloud
    private let server: WebServer
    private let postman: Postman

    /// Binds the port; requests wait until ``run()``.
    ///
    /// - Parameters:
    ///   - company: Who and what there is.
    ///   - configuration: Where to listen and how to behave.
    ///   - now: Tells the time that everything lives by: visibility, expiry, time stamps.
    ///   - logger: Gets what goes wrong inside the sandbox.
    /// - Throws: `WebServerError` when the port is taken or the certificate cannot be read.
    package init(
        company: Company, configuration: Configuration = Configuration(),
        now: @escaping @Sendable () -> Date = { Date() }, logger: Logger
    ) throws {
        let cloud = Cloud(company: company, behaviour: configuration.behaviour, now: now, logger: logger)
        var serverConfiguration = WebServer.Configuration()
        serverConfiguration.port = configuration.port
        serverConfiguration.tls = configuration.tls
        serverConfiguration.maximumBodySize = 1 << 20
        let sockets = WebServer.Sockets(admit: cloud.admit) { connection, request in
            await cloud.serve(connection, request)
        }
        server = try WebServer(configuration: serverConfiguration, sockets: sockets, logger: logger) { request in
            await cloud.respond(to: request)
        }
        self.cloud = cloud
        postman = Postman(cloud: cloud, http: try HTTPClient())
        faults = cloud.faults
        let scheme = configuration.tls == nil ? "http" : "https"
        let origin = "\(scheme)://\(configuration.host):\(server.port)"
        cloud.withState { $0.origin = origin }
    }

    /// Serves until cancelled or a graceful shutdown begins.
    package func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [postman] in await postman.run() }
            defer { group.cancelAll() }
            try await server.run()
        }
    }

    /// Where everything is, such as `http://127.0.0.1:8080`.
    package var origin: String { cloud.origin }
    /// The base of the REST API.
    package var apiURL: String { "\(origin)/v1" }
    /// Where browsers are sent to agree.
    package var authorizeURL: String { "\(origin)/v1/authorize" }
    /// The base of the service catalogue.
    package var u2cURL: String { "\(origin)/u2c/api/v1" }
    /// The base of the device registry.
    package var wdmURL: String { "\(origin)/wdm/api/v1" }
    /// Who and what there is.
    package var company: Company { cloud.company }
    /// What the bot talks with.
    package var botToken: String { company.botToken }
    /// The integration that people authorize, as the token endpoint knows it.
    package var clientID: String { company.integration.clientID }
    package var clientSecret: String { company.integration.clientSecret }
}
