import Cryptography
import Files
import FoundationEssentials
import Intake
import Journal
import Logging
import Recordings
import Service
import WebConnections
import WebexAPI

/// Looks whether Webex delivers to this deployment, and to nobody by mistake.
struct WebhookCheck: Sendable {
    let options: ServiceOptions
    /// The state folder.
    let state: String
    let chat: WebexClient

    func findings() async -> [Finding] {
        do {
            let me = try await chat.me().id
            let owner = WebhookOwner(me: me, publicURL: options.publicURL ?? "", fingerprints: fingerprints)
            let marked = try await chat.webhooks().filter { WebhookOwner.isMarked($0, by: me) }
            let own = marked.filter { owner.isOurs($0) || owner.isFormer($0) }
            let others = others(marked.filter { $0.isActive && !own.contains($0) })
            guard options.transport == .webhook, options.publicURL != nil else {
                return own.isEmpty ? (others.isEmpty ? [none] : others) : leftovers(own) + others
            }
            return deliveries(own.filter(owner.isOurs)) + others
        } catch let error as WebexError where error.code == .unauthorized {
            // The look at the bot tells it.
            return []
        } catch { return [Finding(.webhooksUnknown, "Webex did not list them (\(error))")] }
    }

    /// Those of the secrets of this deployment; none where they cannot be read.
    private var fingerprints: Set<String> {
        let vault = try? StateCheck.vault(options, state: state)
        return (try? WebhookSecrets.known(options, in: vault)?.fingerprints) ?? []
    }

    private var none: Finding { Finding(.webhooksNone, "there is none, and none is needed") }

    private func leftovers(_ own: [Webhook]) -> [Finding] {
        [Finding(.webhooksLeftOver, "\(own.count) deliver to \(Self.targets(own)), although a socket is used")]
    }

    /// Whoever gets the bot's events too answers them too.
    private func others(_ others: [Webhook]) -> [Finding] {
        guard !others.isEmpty else { return [] }
        return [
            Finding(
                .webhooksOfAnother,
                "another Steward has events delivered to \(Self.targets(others)): where it runs, all is answered twice"
            )
        ]
    }

    private static func targets(_ webhooks: [Webhook]) -> String {
        Set(webhooks.map(\.targetURL)).sorted().joined(separator: ", ")
    }

    private func deliveries(_ ours: [Webhook]) -> [Finding] {
        WebhookPlan.Subject.all.map { subject in
            let about = ours.filter { $0.resource == subject.resource && $0.event == subject.event }
            guard let webhook = about.first(where: \.isActive) ?? about.first else {
                return Finding(.webhooksMissing, "\(subject) is not registered for this address")
            }
            return webhook.isActive
                ? Finding(.webhooksActive, "\(subject) is delivered to \(webhook.targetURL)")
                : Finding(.webhooksInactive, "\(subject) is registered, and Webex has switched it off")
        }
    }
}

/// Looks at the devices of the bot's account: ours once, and with nobody else on it.
struct DeviceCheck: Sendable {
    private let installation: Installation
    private let chat: WebexClient
    private let now: @Sendable () -> Date
    private let logger: Logger

    /// Nobody but a bot that connects renews a registration; so many seconds ago counts as now.
    private static let lately: TimeInterval = 600
    /// Webex takes a hundred.
    private static let many = 80

    init(_ installation: Installation, chat: WebexClient, now: @escaping @Sendable () -> Date, logger: Logger) {
        self.installation = installation
        self.chat = chat
        self.now = now
        self.logger = logger
    }

    func findings() async -> [Finding] {
        guard installation.options.transport == .websocket else { return [] }
        do {
            let (name, isRunning) = try await onOwnThread { ours() }.get()
            let devices = try await DeviceRegistry(installation.options, webex: chat, logger: logger).devices()
            let crowd =
                devices.count < Self.many
                ? [] : [Finding(.devicesMany, "the bot's account has \(devices.count) devices")]
            let others = devices.filter { device in device.name != name && device.name.map(DeviceName.isOurs) == true }
            return crowd + findings(onOthers: others)
                + findings(on: devices.filter { $0.name != nil && $0.name == name }, name, isRunning)
        } catch let error as WebexError where error.code == .unauthorized {
            // The look at the bot tells it.
            return []
        } catch { return [Finding(.devicesUnknown, "the devices of the bot are not known (\(error))")] }
    }

    /// Whoever gets the bot's events too answers them too; whether somebody does cannot be told from here.
    ///
    /// - Parameter others: The last renewed first.
    /// - Returns: Nothing where there are none.
    private func findings(onOthers others: [Device]) -> [Finding] {
        guard let newest = others.first else { return [] }
        let time = newest.modified.map { "last renewed \($0.formatted(.iso8601))" } ?? "renewed at an unknown time"
        let more = others.count > 1 ? ", and \(others.count - 1) more" : ""
        return [
            Finding(
                .deviceOfAnother,
                "another Steward has registered \(newest.name ?? ""), \(time)\(more): where it runs, everything is answered twice"
            )
        ]
    }

    /// What our device is called, and whether a bot works with it.
    private func ours() -> Result<(name: String?, isRunning: Bool), FileError> {
        Result { () throws(FileError) in
            (try Journal.device(in: installation.locations.stateFiles.journal), installation.runningBot != nil)
        }
    }

    private func findings(on ours: [Device], _ name: String?, _ isRunning: Bool) -> [Finding] {
        guard let name, let newest = ours.first?.modified else {
            return [Finding(.deviceNone, "none is registered; the bot registers its own when it starts")]
        }
        if ours.count > 1 { return [Finding(.deviceTwice, "\(name) is registered \(ours.count) times")] }
        if !isRunning, newest > now().addingTimeInterval(-Self.lately) {
            return [
                Finding(.deviceUsedElsewhere, "\(name) was renewed just now, and no bot works with this state folder")
            ]
        }
        return [Finding(.deviceOurs, "\(name) is registered once")]
    }
}

/// Looks whether browsers and Webex come to us under the address that we name them.
struct AddressCheck: Sendable {
    private let options: ServiceOptions
    private let now: Date

    /// When to begin to say that a certificate ends, in seconds before.
    private static let warning: TimeInterval = 14 * 86_400

    init(_ installation: Installation, now: Date) {
        options = installation.options
        self.now = now
    }

    var all: [Check] {
        let late = Finding(.certificateUnusable, "the certificate or its key is not read in time")
        return [Check { addressFindings }, .files(late: late) { certificateFindings }]
    }

    private var addressFindings: [Finding] {
        let isForWebex = options.transport == .webhook
        guard let publicURL = options.publicURL else {
            return [
                isForWebex
                    ? Finding(.addressMissing, "PUBLIC_URL is not set, and Webex is to deliver to it")
                    : Finding(
                        .addressLocal,
                        "without PUBLIC_URL the bot can be authorized from a browser on this machine only")
            ]
        }
        guard isForWebex else { return [Finding(.addressFit, "browsers come to \(publicURL)")] }
        // A sandbox is on this machine too.
        let isReachable =
            WebexAddress(publicURL)?.isLoopback == false || WebexAddress(options.apiURL)?.isLoopback == true
        guard isReachable else {
            return [Finding(.addressMissing, "Webex cannot reach \(publicURL): that is this machine")]
        }
        if case .selfSigned = options.tls {
            return [Finding(.addressSelfSigned, "Webex does not deliver to a self-signed certificate of \(publicURL)")]
        }
        return [Finding(.addressFit, "Webex delivers to \(publicURL)/webhook")]
    }

    private var certificateFindings: [Finding] {
        guard case .files(let files) = options.tls else { return [] }
        do {
            try files.check()
            let text = String(decoding: try Files.read(files.certificate, limit: 1 << 20), as: UTF8.self)
            let end = try SelfSignedPair.expiry(of: text)
            guard end > now else {
                return [Finding(.certificateUnusable, "\(files.certificate) ended on \(Self.day(end))")]
            }
            guard end < now.addingTimeInterval(Self.warning) else { return [] }
            return [Finding(.certificateEnding, "\(files.certificate) ends on \(Self.day(end))")]
        } catch { return [Finding(.certificateUnusable, "\(error)")] }
    }

    private static func day(_ date: Date) -> String { CalendarDay(date).description }
}
