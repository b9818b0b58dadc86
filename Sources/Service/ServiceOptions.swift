import Cryptography
import FoundationEssentials
import Grants
package import Logging
package import Recordings
package import WebConnections
import WebexAPI

/// What the service is started with: everything that comes from the environment and the command line, read once.
package struct ServiceOptions: Sendable {
    /// Where the settings are unless somebody says otherwise.
    package static let usualConfigurationFile = "config/config.json"

    package var botToken: Secret
    package var clientID: String
    package var clientSecret: Secret
    /// Keys of 32 bytes: the first seals, all of them open.
    ///
    /// Without any, a key file is made beside what it seals.
    package var keys: [[UInt8]] = []
    package var configurationFile = Self.usualConfigurationFile
    package var cardsFolder: String?
    /// Wins over the settings when given: the language of everybody who has not chosen one.
    package var language: String?
    /// Win over the settings file when given.
    package var logFile: String?
    package var auditLogFile: String?
    package var stateFolder: String?
    /// What to log where the command line does not say.
    package var logLevel: Logger.Level?

    package var host = "127.0.0.1"
    package var port = 5050
    /// Where operators ask for health and metrics; nothing where nobody may.
    package var operations: ListenAddress? = .usualOperations
    package var tls: TLSChoice = .none
    /// What browsers and Webex use, without a slash at its end; nothing means this machine's own name for itself.
    package var publicURL: String?

    package var transport = Transport.websocket
    /// The first signs new webhooks, all are taken; without any, one is made and kept in the vault.
    package var webhookSecrets: [Secret] = []

    package var apiURL = WebexDefaults.api
    package var authorizeURL = WebexDefaults.authorize
    package var catalogueURL = WebexDefaults.catalogue
    package var devicesURL = WebexDefaults.devices
    package var proxies = ProxySettings()
    /// A PEM file of certificate authorities that are trusted beside those of the system.
    package var extraAuthorities: String?
    /// Another one only where nobody is to wait.
    package var time = ServiceTime()

    /// How the HTTP side is encrypted.
    package enum TLSChoice: Sendable {
        case none
        case files(TLSFiles)
        /// With a pair made on the first start and kept in the state folder.
        case selfSigned
    }

    package init(botToken: Secret, clientID: String, clientSecret: Secret) {
        self.botToken = botToken
        self.clientID = clientID
        self.clientSecret = clientSecret
    }

    /// Reads the environment variables that `docs/settings.md` lists.
    ///
    /// - Parameters:
    ///   - environment: All variables of the process.
    ///   - readFile: Reads the files that variables ending in `_FILE` point to.
    /// - Throws: ``OptionsError`` with everything that is missing or wrong.
    package init(environment: [String: String], readFile: @escaping (String) throws -> String) throws(OptionsError) {
        let (options, problems) = Self.read(environment, readFile: readFile)
        guard problems.isEmpty else { throw OptionsError(problems: problems) }
        self = options
    }

    /// As ``init(environment:readFile:)``, for whoever goes on with what can be used.
    ///
    /// - Parameters:
    ///   - environment: All variables of the process.
    ///   - readFile: Reads the files that variables ending in `_FILE` point to.
    /// - Returns: The options, empty or usual where a variable is missing or wrong, and what is.
    package static func read(
        _ environment: [String: String], readFile: @escaping (String) throws -> String
    ) -> (options: ServiceOptions, problems: [String]) {
        var reader = EnvironmentReader(environment, readFile: readFile)
        let options = ServiceOptions(&reader)
        return (options, reader.problems)
    }

    private init(_ reader: inout EnvironmentReader) {
        self.init(
            botToken: Self.needed("BOT_ACCESS_TOKEN", "the token of the bot", &reader),
            clientID: Self.needed("WEBEX_INTEGRATION_CLIENT_ID", "the client ID of the integration", &reader).reveal(),
            clientSecret: Self.needed(
                "WEBEX_INTEGRATION_CLIENT_SECRET", "the client secret of the integration", &reader))
        keys = Self.keys(&reader)
        configurationFile = reader.text("CFG_FILE_PATH") ?? configurationFile
        cardsFolder = reader.text("CARDS_PATH")
        logFile = reader.text("LOG_FILE")
        auditLogFile = reader.text("AUDIT_LOG_FILE")
        host = reader.text("HOST") ?? host
        port = reader.number("PORT", in: 0...65_535, default: port)
        operations = Self.operations(&reader)
        if operations?.collides(with: ListenAddress(host: host, port: port)) == true {
            reader.note("PORT and OPERATIONS_ADDRESS are both \(port): give operators another port, or off")
        }
        logLevel = Self.logLevel(&reader)
        tls = Self.tls(&reader)
        publicURL = Self.publicURL(&reader)
        webhookSecrets = Self.webhookSecrets(&reader)
        apiURL = reader.address("WEBEX_API_URL", default: apiURL)
        authorizeURL = reader.address("WEBEX_AUTHORIZE_URL", default: authorizeURL)
        catalogueURL = reader.address("WEBEX_U2C_URL", default: catalogueURL)
        devicesURL = reader.address("WEBEX_WDM_URL", default: devicesURL)
        // The lower-case names are what most tools use; curl knows only that of HTTP_PROXY.
        proxies = ProxySettings(
            encrypted: reader.text("HTTPS_PROXY") ?? reader.text("https_proxy"),
            plain: reader.text("HTTP_PROXY") ?? reader.text("http_proxy"),
            exceptions: reader.text("NO_PROXY") ?? reader.text("no_proxy") ?? "")
        extraAuthorities = reader.text("SSL_CERT_FILE")
    }

    /// Reads where operators ask, and nothing else of the environment.
    ///
    /// - Parameters:
    ///   - environment: All variables of the process.
    ///   - readFile: Reads the file that `OPERATIONS_ADDRESS_FILE` points to.
    /// - Returns: Nothing when nobody may ask.
    /// - Throws: ``OptionsError`` when the address is none.
    package static func operationsAddress(
        in environment: [String: String], readFile: @escaping (String) throws -> String
    ) throws(OptionsError) -> ListenAddress? {
        var reader = EnvironmentReader(environment, readFile: readFile)
        let address = operations(&reader)
        guard reader.problems.isEmpty else { throw OptionsError(problems: reader.problems) }
        return address
    }

    /// Which settings file is meant where the command line names none.
    ///
    /// - Parameter environment: All variables of the process.
    /// - Returns: What `CFG_FILE_PATH` says, else the usual place.
    package static func configurationFile(in environment: [String: String]) -> String {
        let named = environment["CFG_FILE_PATH"]?.trimmingBlanks() ?? ""
        return named.isEmpty ? usualConfigurationFile : named
    }

    private static func operations(_ reader: inout EnvironmentReader) -> ListenAddress? {
        guard let text = reader.text("OPERATIONS_ADDRESS") else { return .usualOperations }
        if text.lowercased() == "off" { return nil }
        guard let address = ListenAddress(text) else {
            reader.note("OPERATIONS_ADDRESS: \"\(text)\" is neither host:port nor off")
            return nil
        }
        return address
    }

    private static func needed(_ name: String, _ what: String, _ reader: inout EnvironmentReader) -> Secret {
        let problems = reader.problems.count
        if let secret = reader.secret(name) { return secret }
        if reader.problems.count == problems { reader.note("\(name) is not set: it holds \(what)") }
        return Secret("")
    }

    private static func publicURL(_ reader: inout EnvironmentReader) -> String? {
        guard let text = reader.text("PUBLIC_URL") else { return nil }
        do throws(PublicAddress.Problem) { return try PublicAddress(text).text } catch {
            reader.note("PUBLIC_URL: \(EnvironmentReader.quoted(text)) \(error)")
            return nil
        }
    }

    /// The keys of `STEWARD_KEY`.
    static func keys(_ reader: inout EnvironmentReader) -> [[UInt8]] {
        guard let list = reader.secret("STEWARD_KEY") else { return [] }
        var keys: [[UInt8]] = []
        let items = list.reveal().split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingBlanks() }
        for (index, item) in items.enumerated() {
            let (place, key) = (items.count > 1 ? "key \(index + 1)" : "the key", Data(base64Encoded: item))
            if item.isEmpty {
                reader.note("STEWARD_KEY: \(place) is empty; keys are separated by single commas")
            } else if let key, key.count == SealingKey.length {
                keys.append([UInt8](key))
            } else {
                let problem = key.map { "has \($0.count) bytes" } ?? "is not Base64"
                reader.note(
                    "STEWARD_KEY: \(place) \(problem); it is 32 bytes in Base64, from: openssl rand -base64 32")
            }
        }
        return keys
    }

    private static func tls(_ reader: inout EnvironmentReader) -> TLSChoice {
        let certificate = reader.text("TLS_CERT_FILE")
        let key = reader.text("TLS_KEY_FILE")
        let isSelfSigned = reader.isOn("TLS_SELF_SIGNED")
        switch (certificate, key) {
        case (let certificate?, let key?): return .files(TLSFiles(certificate: certificate, key: key))
        case (nil, nil): return isSelfSigned ? .selfSigned : .none
        default:
            reader.note("TLS_CERT_FILE and TLS_KEY_FILE go together: set both or neither")
            return .none
        }
    }
}
