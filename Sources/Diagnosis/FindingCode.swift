/// Everything that can be found, by the code that programs go by: the subject, a dot, and what is the case.
package enum FindingCode: String, Sendable, CaseIterable {
    case environmentComplete = "environment.complete"
    case environmentWrong = "environment.wrong"

    case configInOrder = "config.in-order"
    case configUnknownKey = "config.unknown-key"
    case configRefused = "config.refused"

    case policyClear = "policy.clear"
    case nobodyApproved = "policy.nobody-approved"
    case everybodyApproved = "policy.everybody-approved"
    case numberIsEnough = "policy.number-is-enough"
    case noOfficers = "policy.no-officers"
    case noAdmins = "policy.no-admins"

    case cardsInOrder = "cards.in-order"
    case cardsRefused = "cards.refused"
    case languageUnknown = "cards.language-unknown"

    case stateFree = "state.free"
    case stateInUse = "state.in-use"
    case stateMissing = "state.missing"
    case stateOpenToOthers = "state.open-to-others"
    case stateNotWritable = "state.not-writable"

    case keyGiven = "vault.key-given"
    case keyBeside = "vault.key-beside"
    case vaultEmpty = "vault.empty"
    case vaultUnreadable = "vault.unreadable"

    case auditSound = "audit.sound"
    case auditUnchecked = "audit.unchecked"
    case auditMissing = "audit.missing"
    case auditDamaged = "audit.damaged"
    case auditNotWritable = "audit.not-writable"

    case logWritable = "log.writable"
    case logNotWritable = "log.not-writable"

    case diskRoomy = "disk.roomy"
    case diskLow = "disk.low"
    case diskFull = "disk.full"

    case proxyNone = "proxy.none"
    case proxyUsed = "proxy.used"

    case hostReached = "host.reached"
    case hostUnreachable = "host.unreachable"
    case hostUntrusted = "host.untrusted"
    case hostSilent = "host.silent"
    case authoritiesUnusable = "host.authorities-unusable"

    case clockRight = "clock.right"
    case clockWrong = "clock.wrong"
    case clockUnknown = "clock.unknown"

    case botKnown = "bot.known"
    case botRefused = "bot.refused"
    case botIsPerson = "bot.is-a-person"
    case botUnknown = "bot.unknown"

    case grantWorks = "grant.works"
    case grantMissing = "grant.missing"
    case grantEnded = "grant.ended"
    case grantEnding = "grant.ending"
    case grantRefused = "grant.refused"
    case grantNotTried = "grant.not-tried"
    case grantUnknown = "grant.unknown"
    case grantWithoutPersonalRooms = "grant.no-personal-rooms"
    case grantWithoutRecordings = "grant.no-recordings"
    case grantOfOther = "grant.of-no-officer"

    case webhooksActive = "webhooks.active"
    case webhooksNone = "webhooks.none"
    case webhooksMissing = "webhooks.missing"
    case webhooksInactive = "webhooks.inactive"
    case webhooksLeftOver = "webhooks.left-over"
    case webhooksOfAnother = "webhooks.of-another"
    case webhooksUnknown = "webhooks.unknown"

    case deviceOurs = "devices.ours"
    case deviceNone = "devices.none"
    case deviceTwice = "devices.twice"
    case deviceUsedElsewhere = "devices.used-elsewhere"
    case deviceOfAnother = "devices.of-another"
    case devicesMany = "devices.many"
    case devicesUnknown = "devices.unknown"

    case addressFit = "address.fit"
    case addressLocal = "address.local"
    case addressMissing = "address.missing"
    case addressSelfSigned = "address.self-signed"
    case certificateUnusable = "address.certificate-unusable"
    case certificateEnding = "address.certificate-ending"

    package var subject: Subject {
        guard let subject = Subject(rawValue: String(rawValue.prefix { $0 != "." })) else {
            fatalError("a code begins with its subject")
        }
        return subject
    }
}
