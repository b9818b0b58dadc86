extension FindingCode {
    /// How much it matters; the same for every finding of this code.
    package var verdict: Finding.Verdict {
        switch self {
        case .environmentComplete, .configInOrder, .policyClear, .cardsInOrder, .stateFree, .stateInUse, .keyGiven,
            .vaultEmpty, .auditSound, .auditMissing, .logWritable, .diskRoomy, .proxyNone, .proxyUsed, .hostReached,
            .clockRight, .botKnown, .grantWorks, .webhooksActive, .webhooksNone, .deviceOurs, .deviceNone, .addressFit,
            .addressLocal:
            .ok
        case .configUnknownKey, .nobodyApproved, .everybodyApproved, .numberIsEnough, .noOfficers, .noAdmins,
            .languageUnknown, .stateMissing, .keyBeside, .auditUnchecked, .diskLow, .clockUnknown, .grantEnding,
            .grantNotTried, .grantUnknown, .grantOfOther, .webhooksLeftOver, .webhooksOfAnother, .webhooksUnknown,
            .deviceUsedElsewhere, .deviceOfAnother, .devicesMany, .devicesUnknown, .certificateEnding:
            .note
        case .environmentWrong, .configRefused, .cardsRefused, .stateOpenToOthers, .stateNotWritable,
            .vaultUnreadable, .auditDamaged, .auditNotWritable, .logNotWritable, .diskFull, .hostUnreachable,
            .hostUntrusted, .hostSilent, .authoritiesUnusable, .clockWrong, .botRefused, .botIsPerson, .botUnknown,
            .grantMissing, .grantEnded, .grantRefused, .grantWithoutPersonalRooms, .grantWithoutRecordings,
            .webhooksMissing, .webhooksInactive, .deviceTwice, .addressMissing, .addressSelfSigned,
            .certificateUnusable:
            .problem
        }
    }

    /// What to do about it; nothing where nothing is to be done or only the finding itself can tell.
    package var advice: String? {
        switch subject {
        case .environment, .config, .policy, .cards, .disk: adviceOnSettings
        case .state, .vault, .audit, .log: adviceOnFiles
        case .proxy, .host, .clock: adviceOnHosts
        case .bot, .grant: adviceOnCredentials
        case .webhooks, .devices, .address: adviceOnReach
        }
    }

    private var adviceOnSettings: String? {
        switch self {
        case .environmentWrong: "set it as docs/settings.md says; a secret can also come from a file"
        case .configUnknownKey: "remove the key, or write it as it was meant: steward config check"
        case .configRefused: "repair the file: steward config check names every mistake in it"
        case .cardsRefused: "repair the cards: steward cards check names every mistake in them"
        case .languageUnknown: "write a language that there are texts in, or add a file to cards/locales"
        case .diskLow: "free some space, or shorten log_retention_days and audit_retention_days"
        case .diskFull: "free some space now: without it no decision is recorded, and no answer given"
        default: nil
        }
    }

    private var adviceOnFiles: String? {
        switch self {
        case .stateMissing: "nothing, if the bot was never started here; else name the folder in token_storage_path"
        case .stateOpenToOthers: "take the rights of others away: chmod 700 on the folder, 600 on the files"
        case .stateNotWritable: "give the folder to the user that the bot runs as, or name another one"
        case .keyBeside:
            "start with STEWARD_KEY=<new>,$(cat state/vault.key), the new one from openssl rand -base64 32; then run "
                + "steward grants rotate with it, take the old key off, and remove vault.key"
        case .vaultUnreadable: "set STEWARD_KEY to the key that sealed it, or authorize the bot again"
        case .auditUnchecked: "run steward audit verify where STEWARD_KEY is set"
        case .auditDamaged: "look at what is named with steward audit verify, and keep the files"
        case .auditNotWritable: "give the folder to the user that the bot runs as, or name another in AUDIT_LOG_FILE"
        case .logNotWritable: "give the folder to the user that the bot runs as, or name another in LOG_FILE"
        default: nil
        }
    }

    private var adviceOnHosts: String? {
        switch self {
        case .hostUnreachable: "let the machine reach it: name service, firewall, HTTPS_PROXY and NO_PROXY"
        case .hostUntrusted: "put the authority of whatever opens TLS on the way into SSL_CERT_FILE"
        case .hostSilent: "look for a firewall that drops, and whether HTTPS_PROXY is needed"
        case .authoritiesUnusable: "name a PEM file with at least one certificate in SSL_CERT_FILE"
        case .clockWrong: "set the clock: timedatectl set-ntp true"
        case .clockUnknown: "compare the clock by hand: date -u"
        default: nil
        }
    }

    private var adviceOnCredentials: String? {
        switch self {
        case .botRefused: "copy the bot's token again from developer.webex.com into BOT_ACCESS_TOKEN"
        case .botIsPerson: "create a bot at developer.webex.com and put its token into BOT_ACCESS_TOKEN"
        case .botUnknown, .grantUnknown: "try again once Webex can be reached"
        case .grantEnding, .grantEnded, .grantRefused: "have a compliance officer authorize the bot again"
        case .grantNotTried: "nothing while the bot runs: it renews the token when it needs it"
        case .grantWithoutPersonalRooms:
            "give the integration the scope meeting:admin_preferences_read, then authorize again"
        case .grantWithoutRecordings: "have somebody authorize the bot whom Webex shows the recordings of others"
        case .grantOfOther: "name the holder in compliance_officers, or have an officer authorize again"
        default: nil
        }
    }

    private var adviceOnReach: String? {
        switch self {
        case .webhooksMissing, .webhooksInactive: "start the bot with -m webhook, or run: steward webhooks register"
        case .webhooksLeftOver: "if nobody needs them: steward webhooks delete"
        case .webhooksOfAnother:
            "stop the other Steward, or give it a bot of its own; where there is none, docs/webhooks.md says how to remove "
                + "them"
        case .deviceOfAnother:
            "stop the other Steward, or give it a bot of its own; where there is none, Webex forgets it after some days"
        case .webhooksUnknown, .devicesUnknown: "try again once Webex can be reached"
        case .deviceTwice: "run: steward devices prune"
        case .deviceUsedElsewhere: "stop the other instance, or give each a state folder of its own"
        case .devicesMany: "Webex takes 100 at most: stop programs that share the bot, or use another bot"
        case .addressMissing: "set PUBLIC_URL to the https:// address at which Webex reaches the bot"
        case .addressSelfSigned: "use a certificate that Webex trusts: TLS_CERT_FILE and TLS_KEY_FILE"
        case .certificateUnusable: "name a certificate and its key in TLS_CERT_FILE and TLS_KEY_FILE"
        case .certificateEnding: "renew it; the bot reads it again by itself"
        default: nil
        }
    }
}
