import Configuration
import Files
import FoundationEssentials
import Grants
import Recordings
import Service
import WebexAPI

/// Looks whether the grant is there, lasts, and reads what it must; it is never renewed from here.
struct GrantCheck: Sendable {
    private let installation: Installation
    private let now: @Sendable () -> Date
    private let webex: @Sendable (Secret) -> WebexClient

    init(
        _ installation: Installation, now: @escaping @Sendable () -> Date,
        webex: @escaping @Sendable (Secret) -> WebexClient
    ) {
        self.installation = installation
        self.now = now
        self.webex = webex
    }

    func findings() async -> [Finding] {
        let grant: Grant
        switch await onOwnThread({ stored }) {
        case .grant(let stored): grant = stored
        case .nothing: return [missing]
        case .sealed: return [sealed]
        }
        let text = "\(grant.holder.email) gave it, and it lasts until \(Self.text(grant.refreshExpiry))"
        if grant.endedAt != nil { return [Finding(.grantEnded, "Webex no longer took it: \(text)")] }
        if let end = grant.refreshExpiry, end <= now() { return [Finding(.grantEnded, "it has ended: \(text)")] }
        return officerFindings(grant) + endFindings(grant) + (await trial(of: grant, text))
    }

    /// What the vault has of it.
    private enum Stored {
        case grant(Grant), nothing
        /// It does not open.
        case sealed
    }

    private var stored: Stored {
        let (options, state) = (installation.options, installation.locations.state)
        guard !StateCheck.isLocked(options, state: state) else { return .sealed }
        do {
            let grant = try StateCheck.vault(options, state: state)?.grant(.complianceOfficer)
            return grant.map { .grant($0) } ?? .nothing
        } catch { return .sealed }
    }

    /// The look at the vault tells why.
    private var sealed: Finding {
        Finding(
            .grantUnknown, "whether somebody has authorized the bot cannot be read: the vault does not open",
            advice: "see to the vault first")
    }

    private var missing: Finding {
        Finding(
            .grantMissing, "nobody has authorized the bot, so it cannot read recordings",
            advice: "start the bot, and have a compliance officer open \(installation.options.address)/webex/authorize")
    }

    private func officerFindings(_ grant: Grant) -> [Finding] {
        let officers = installation.settings.complianceOfficers
        guard !officers.isEmpty, !officers.contains(grant.holder.email) else { return [] }
        return [Finding(.grantOfOther, "\(grant.holder.email), who gave it, is not in compliance_officers")]
    }

    private func endFindings(_ grant: Grant) -> [Finding] {
        guard grant.isEnding(at: now()) else { return [] }
        return [Finding(.grantEnding, "it ends on \(Self.text(grant.refreshExpiry)) unless the bot uses it before")]
    }

    /// Makes the calls that must work, with the token as it is.
    private func trial(of grant: Grant, _ text: String) async -> [Finding] {
        guard grant.accessExpiry > now() else {
            return [Finding(.grantNotTried, "\(text); its present token ended on \(Self.text(grant.accessExpiry))")]
        }
        let records = webex(grant.accessToken)
        do {
            _ = try await records.me()
            async let readsRooms = records.readsPersonalRooms(of: grant.holder.email)
            async let readsRecordings = records.readsRecordings()
            let refusals = [
                (try await readsRooms, Finding(.grantWithoutPersonalRooms, "Webex does not show it personal rooms")),
                (
                    try await readsRecordings,
                    Finding(.grantWithoutRecordings, "Webex does not show it recordings of others")
                ),
            ].filter { !$0.0 }.map(\.1)
            return refusals.isEmpty ? [Finding(.grantWorks, text)] : refusals
        } catch let error as WebexError where error.code == .unauthorized {
            return [Finding(.grantRefused, "Webex no longer takes it (\(error))")]
        } catch { return [Finding(.grantUnknown, "it was not tried (\(error))")] }
    }

    private static func text(_ date: Date?) -> String {
        date.map { CalendarDay($0).description } ?? "a time that Webex did not say"
    }
}
