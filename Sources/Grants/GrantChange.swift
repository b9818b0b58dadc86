import Logging

/// What somebody has done to a grant beside this process, in the words of the log.
struct GrantChange {
    var level = Logger.Level.notice
    var message: Logger.Message
    var facts: Logger.Metadata = [:]

    /// Compares what was known with what the vault says now.
    ///
    /// - Parameters:
    ///   - former: What was in use.
    ///   - present: Something else.
    init(from former: AccessTokens.Status, to present: AccessTokens.Status) {
        switch (former, present) {
        case (_, .missing):
            level = .warning
            message = "the grant is gone, as after steward grants revoke: nobody gets recordings until there is another"
        case (_, .unreadable(let error)):
            level = .error
            message = "the stored grant cannot be read, so nobody gets recordings"
            facts["error"] = "\(error)"
        case (_, .ended):
            level = .warning
            message = "another process found that Webex no longer takes the grant: somebody must authorize anew"
        case (.held(let grant), .held(let next)) where !grant.isOfOneAuthorization(with: next):
            message = "another grant has taken the place of the one in use"
        case (.held(let grant), .held(let next)) where next.isReleased && !grant.isReleased:
            message = "the grant was released: it is used until the next who is fit gives another"
        case (.held, .held): message = "another process has renewed the grant"
        case (.unreadable, .held): message = "the stored grant can be read again"
        case (.missing, .held), (.ended, .held):
            message = "a grant was given to another process, and is in use here too"
        }
        facts["grant.holder"] = present.holder.map { "\($0.id)" }
        if let former = former.holder, former.id != present.holder?.id {
            facts["grant.former.holder"] = "\(former.id)"
        }
    }
}

extension AccessTokens.Status {
    /// Whose grant it is, also when Webex no longer takes it.
    var holder: Grant.Holder? {
        switch self {
        case .missing, .unreadable: nil
        case .held(let grant): grant.holder
        case .ended(let holder): holder
        }
    }
}
