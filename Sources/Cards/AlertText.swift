package import Alerts
import FoundationEssentials

/// A message to an admin, in their language and by their clock.
package struct AlertText: Sendable, Equatable {
    package var notice: AlertNotice
    /// The address at which the bot is authorized.
    package var page: String

    /// What every alert begins with and no answer does: it tells them apart where nothing else does.
    package static let sign = "🔔"

    package init(_ notice: AlertNotice, page: String) {
        self.notice = notice
        self.page = page
    }
}

extension CardLibrary {
    /// What an admin is told, as markdown for a message.
    ///
    /// - Parameters:
    ///   - alert: What to tell.
    ///   - language: One of ``languages``; for any other the nearest is taken.
    ///   - zone: Where the admin's clock hangs.
    /// - Returns: One to three sentences behind the sign of an alert.
    package func text(_ alert: AlertText, in language: Language, zone: DisplayZone = .utc) -> String {
        let phrasebook = phrasebook(language)
        return "\(AlertText.sign) \(phrasebook.text(alert.filled { phrasebook.time($0, in: zone) }))"
    }
}

extension AlertText {
    /// Which text says this, and with which values.
    ///
    /// - Parameter time: Writes a moment.
    /// - Returns: Ready to be said in the language that `time` writes in.
    func filled(_ time: (Date) -> String) -> Wording.Filled {
        switch notice {
        case .raised(.grantEnded): .init(.alertGrantEnded, ["page": page])
        case .raised(.grantUnreadable): .init(.alertGrantUnreadable)
        case .raised(.grantUnfit): .init(.alertGrantUnfit, ["page": page])
        case .raised(.grantEnding(let end)): .init(.alertGrantEnding, ["page": page, "time": time(end)])
        case .raised(.settingsRefused(let problem)): .init(.alertSettingsRefused, ["problem": problem])
        case .raised(.transportDown(let start)): .init(.alertTransportDown, ["time": time(start)])
        case .raised(.webhooksInactive(let start)): .init(.alertWebhooksInactive, ["time": time(start)])
        case .raised(.auditFailing): .init(.alertAuditFailing)
        case .over(let cause): .init(cause.end)
        case .claimed(let holder): .init(.alertGrantClaimed, ["holder": holder])
        }
    }
}

extension AlertCause {
    fileprivate var end: Wording {
        switch self {
        case .grantEnded, .grantUnreadable, .grantUnfit, .grantEnding: .alertGrantOver
        case .settingsRefused: .alertSettingsOver
        case .transportDown, .webhooksInactive: .alertTransportOver
        case .auditFailing: .alertAuditOver
        }
    }
}
