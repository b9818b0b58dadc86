import FoundationEssentials
import HTTPTransport
import Logging
import Recordings
import Service
import WebexAPI

/// The looks that ask Webex something; nothing there is changed.
struct WebexChecks: Sendable {
    private let installation: Installation
    private let now: @Sendable () -> Date
    private let logger: Logger

    init(_ installation: Installation, now: @escaping @Sendable () -> Date, logger: Logger) {
        self.installation = installation
        self.now = now
        self.logger = logger
    }

    /// One look at each host, and at each thing that a host tells.
    var all: [Check] {
        let options = installation.options
        let http: HTTPClient
        do throws(HTTPClientError) { http = try HTTPClient(configuration: .init(options)) } catch {
            let finding = Finding(.authoritiesUnusable, "SSL_CERT_FILE: \(error.detail)")
            return [Check { [finding] }]
        }
        let hosts = HostCheck.all(options, http: http, now: now)
        guard !options.botToken.reveal().isEmpty else { return hosts + [grantCheck(http)] }
        let chat = webex(http, options.botToken)
        return hosts + [BotCheck(chat: chat).check, grantCheck(http), webhookCheck(chat), deviceCheck(chat)]
    }

    private func grantCheck(_ http: HTTPClient) -> Check {
        let check = GrantCheck(installation, now: now) { webex(http, $0) }
        return Check(late: Finding(.grantUnknown, "Webex did not answer in time")) { await check.findings() }
    }

    private func webhookCheck(_ chat: WebexClient) -> Check {
        let check = WebhookCheck(
            options: installation.options, state: installation.locations.state, chat: chat)
        return Check(late: Finding(.webhooksUnknown, "Webex did not answer in time")) { await check.findings() }
    }

    private func deviceCheck(_ chat: WebexClient) -> Check {
        let check = DeviceCheck(installation, chat: chat, now: now, logger: logger)
        return Check(late: Finding(.devicesUnknown, "Webex did not answer in time")) { await check.findings() }
    }

    /// A client that does not ask twice: somebody waits for the report.
    private func webex(_ http: HTTPClient, _ token: Secret) -> WebexClient {
        WebexClient(http: http, baseURL: installation.options.apiURL, credential: .fixed(token), logger: logger)
            .impatient
    }
}

/// Looks whether Webex knows the bot.
struct BotCheck: Sendable {
    let chat: WebexClient

    var check: Check {
        Check(late: Finding(.botUnknown, "Webex did not answer in time who the bot is")) { await findings() }
    }

    private func findings() async -> [Finding] {
        do {
            let me = try await chat.me()
            let name = "\(me.displayName) <\(me.emails.first?.text ?? "without an address")>"
            guard me.kind == .bot else {
                return [Finding(.botIsPerson, "the token in BOT_ACCESS_TOKEN is that of \(name), who is no bot")]
            }
            return [Finding(.botKnown, "\(name) is the bot")]
        } catch let error as WebexError where error.code == .unauthorized {
            return [Finding(.botRefused, "Webex does not take BOT_ACCESS_TOKEN (\(error))")]
        } catch { return [Finding(.botUnknown, "Webex does not say who the bot is (\(error))")] }
    }
}
