package import FoundationEssentials

/// Something that keeps the service from what it is for, and that only its admins can change.
package enum Alert: Sendable, Equatable {
    /// Webex no longer takes the grant, or it was taken away.
    case grantEnded
    /// The stored grant does not open.
    case grantUnreadable
    /// Its holder is no longer among those who may give it.
    case grantUnfit
    /// It ends at this time unless it is used before.
    case grantEnding(Date)
    /// A new settings file cannot be used; the place and the problem, without any value of the file.
    case settingsRefused(String)
    /// Events of Webex have not reached the bot since.
    case transportDown(since: Date)
    /// As `transportDown`, where Webex is to deliver.
    case webhooksInactive(since: Date)
    /// Decisions cannot be written down, so there are no answers.
    case auditFailing

    package var cause: AlertCause {
        switch self {
        case .grantEnded: .grantEnded
        case .grantUnreadable: .grantUnreadable
        case .grantUnfit: .grantUnfit
        case .grantEnding: .grantEnding
        case .settingsRefused: .settingsRefused
        case .transportDown: .transportDown
        case .webhooksInactive: .webhooksInactive
        case .auditFailing: .auditFailing
        }
    }
}

/// What alerts are counted by; the word is for health, metrics and the log.
package enum AlertCause: String, Sendable, CaseIterable {
    case grantEnded = "grant-ended"
    case grantUnreadable = "grant-unreadable"
    case grantUnfit = "grant-unfit"
    case grantEnding = "grant-ending"
    case settingsRefused = "settings-refused"
    case transportDown = "transport-down"
    case webhooksInactive = "webhooks-inactive"
    case auditFailing = "audit-failing"
}

/// What admins are written.
package enum AlertNotice: Sendable, Equatable {
    /// It has begun, or still stands.
    case raised(Alert)
    /// It is over.
    case over(AlertCause)
    /// Somebody of this address has authorized the bot, and keeps the grant.
    case claimed(by: String)

    /// Of what it tells that it stands.
    package var raisedCause: AlertCause? { if case .raised(let alert) = self { alert.cause } else { nil } }

    /// A word for the log.
    package var code: String {
        switch self {
        case .raised(let alert): alert.cause.rawValue
        case .over(let cause): "\(cause.rawValue)-over"
        case .claimed: "grant-claimed"
        }
    }
}
