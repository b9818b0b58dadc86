import Configuration
import Demonstration
import Diagnosis
import Files
import FoundationEssentials
import Glibc
import HTTPTransport
import HTTPTypes
import Recordings
import Sandbox
import Service
import TemporaryFolders
import Testing
import TestSupport
import WebConnections
import WebexAPI

@Suite(.timeLimit(.minutes(2))) struct ExaminationTests {
    @Test func `beside a bot that works all is well, and nothing is changed`() async throws {
        let settings = """
            {"approved_domains": ["example.com"], "respond_only_to_host": true, "admins": ["ada@example.com"],
             "compliance_officers": ["clara@example.com"]}
            """
        try await Bench.run(settings: settings) { bench in
            _ = try await bench.answer(to: "help")
            let before = try bench.stamps()
            let asked = bench.sandbox.requests.count
            let findings = try await bench.findings()
            #expect(findings.problems.isEmpty)
            #expect(
                findings.codes.isSuperset(of: [
                    .configInOrder, .policyClear, .cardsInOrder, .stateInUse, .keyBeside, .auditSound, .hostReached,
                    .clockRight, .botKnown, .grantWorks, .webhooksNone, .deviceOurs, .addressLocal, .diskRoomy,
                ]))
            #expect(try bench.stamps() == before)
            let requests = bench.sandbox.requests.dropFirst(asked)
            #expect(!requests.isEmpty && requests.allSatisfy { $0.method == .get }, "\(requests)")
        }
    }

    @Test func `where nothing was ever started nothing is made`() async throws {
        try await Bench.run { bench in
            let findings = try await bench.findings { options in
                options.stateFolder = bench.folder("nowhere")
                options.auditLogFile = bench.folder("no/audit.log")
                options.logFile = bench.folder("no/debug.log")
            }
            #expect(findings.problems == [.grantMissing])
            #expect(findings.codes.isSuperset(of: [.stateMissing, .vaultEmpty, .auditMissing, .deviceNone]))
            #expect(!Files.exists(bench.folder("nowhere")) && !Files.exists(bench.folder("no")))
        }
    }

    /// One thing that is wrong, and what is found then.
    struct Illness: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let finding: FindingCode
        var change: @Sendable (Bench, inout ServiceOptions) throws -> Void
    }

    static let illnesses = [
        Illness(testDescription: "a token of nobody", finding: .botRefused) { $1.botToken = Secret("not-the-token") },
        Illness(testDescription: "a token of a person", finding: .botIsPerson) { bench, options in
            options.botToken = Secret(try bench.sandbox.token(for: "alice@example.com"))
        },
        Illness(testDescription: "a host that is not there", finding: .hostUnreachable) {
            $1.devicesURL = "http://127.0.0.1:1/wdm"
        },
        Illness(testDescription: "no such authorities", finding: .authoritiesUnusable) {
            $1.extraAuthorities = "/nowhere.pem"
        },
        Illness(testDescription: "another key", finding: .vaultUnreadable) {
            $1.keys = [Array(repeating: 7, count: 32)]
        },
        Illness(testDescription: "a broken settings file", finding: .configRefused) { bench, _ in
            try bench.folder.write("{", to: "config.json")
        },
        Illness(testDescription: "an unknown key", finding: .configUnknownKey) { bench, _ in
            try bench.folder.write(#"{"colour": 1}"#, to: "config.json")
        },
        Illness(testDescription: "nobody approved", finding: .nobodyApproved) { bench, _ in
            try bench.folder.write("{}", to: "config.json")
        },
        Illness(testDescription: "a language without texts", finding: .languageUnknown) { $1.language = "xx-XX" },
        Illness(testDescription: "no cards", finding: .cardsRefused) { $1.cardsFolder = "/nowhere" },
        Illness(testDescription: "a grant taken back", finding: .grantRefused) { bench, _ in
            bench.sandbox.revokeGrants(of: "clara@example.com")
        },
        Illness(testDescription: "a webhook mode without address", finding: .addressMissing) {
            $1.transport = .webhook
        },
        Illness(testDescription: "a webhook mode with an address of this machine", finding: .addressMissing) {
            $1.transport = .webhook
            $1.publicURL = "https://localhost:5443"
            $1.apiURL = "https://webex.invalid/v1"
        },
        Illness(testDescription: "a webhook mode with a certificate of our own", finding: .addressSelfSigned) {
            $1.transport = .webhook
            $1.publicURL = "https://bot.example.com"
            $1.tls = .selfSigned
        },
        Illness(testDescription: "a webhook mode without webhooks", finding: .webhooksMissing) { _, options in
            options.transport = .webhook
            options.publicURL = "https://bot.example.com"
        },
        Illness(testDescription: "a certificate that is none", finding: .certificateUnusable) { bench, options in
            options.tls = .files(TLSFiles(certificate: bench.folder("config.json"), key: bench.folder("config.json")))
        },
        Illness(testDescription: "a log in the place of a folder", finding: .logNotWritable) { bench, options in
            options.logFile = bench.folder("config.json/debug.log")
        },
        Illness(testDescription: "an audit log in the place of a folder", finding: .auditNotWritable) {
            bench, options in
            options.auditLogFile = bench.folder("config.json/audit.log")
        },
        Illness(testDescription: "a state folder for everybody", finding: .stateOpenToOthers) { bench, _ in
            try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: bench.folder("state"))
        },
    ]

    @Test func `nothing of that is found where nothing is wrong`() async throws {
        try await Bench.run { bench in
            let findings = try await bench.findings()
            #expect(findings.codes.isDisjoint(with: Self.illnesses.map(\.finding)), "\(findings.text())")
        }
    }

    @Test(arguments: illnesses)
    func `what is wrong is found, with what to do about it`(illness: Illness) async throws {
        try await Bench.run { bench in
            let findings = try await bench.findings { try illness.change(bench, &$0) }
            let finding = findings.all.first { $0.code == illness.finding }
            #expect(finding?.advice?.isEmpty == false, "\(findings.text())")
        }
    }

    @Test func `with the key forgotten nobody is said not to have authorized`() async throws {
        try await Bench.run { bench in
            _ = try await bench.answer(to: "help")
            try Files.remove(bench.folder("state/vault.key"))
            let findings = try await bench.findings()
            #expect(!findings.codes.contains(.grantMissing))
            #expect(findings.codes.isSuperset(of: [.vaultUnreadable, .grantUnknown]))
            let vault = findings.all.first { $0.code == .vaultUnreadable }
            #expect(vault?.text.hasPrefix("STEWARD_KEY is not set") == true)
        }
    }

    @Test func `the audit log under another key is told from one that was edited`() async throws {
        try await Bench.run { bench in
            _ = try await bench.answer(to: "rec 2551 234 5678")
            let findings = try await bench.findings { $0.keys = [Array(repeating: 7, count: 32)] }
            let audit = findings.all.first { $0.code == .auditDamaged }
            #expect(audit?.text.contains("re-computed with another key") == true)
            #expect(findings.codes.contains(.grantUnknown) && !findings.codes.contains(.grantMissing))
        }
    }

    @Test func `a line of the audit log that was edited is found`() async throws {
        try await Bench.run { bench in
            _ = try await bench.answer(to: "rec 2551 234 5678")
            let text = try bench.folder.text(of: "audit.log")
            try bench.folder.write(text.replacing("alice@example.com", with: "mallet@example.com"), to: "audit.log")
            #expect(try await bench.findings().problems == [.auditDamaged])
        }
    }

    @Test func `two devices of our name are found, and pruning leaves the one in use`() async throws {
        try await Bench.run { bench in
            let chat = WebexClient(
                http: try HTTPClient(), baseURL: bench.sandbox.apiURL, credential: .fixed(bench.options.botToken),
                logger: .silent)
            let first = try #require(try await chat.devices(at: bench.sandbox.wdmURL).first)
            let name = try #require(first.name)
            for other in [name, "steward-0123abcd", "pywebsocket-client"] {
                _ = try await chat.registerDevice(named: other, at: bench.sandbox.wdmURL)
            }
            #expect(try await bench.findings().problems == [.deviceTwice])

            let desk = try DeviceDesk(
                options: bench.options, settings: Settings(), logger: .silent)
            #expect(
                try await desk.list().map(\.owner.rawValue).sorted() == ["in use", "other", "other Steward", "spare"])
            #expect(try await desk.prune().map(\.device) == [first])
            let names = try await chat.devices(at: bench.sandbox.wdmURL).compactMap(\.name).sorted()
            #expect(names == ["pywebsocket-client", "steward-0123abcd", name].sorted())
            #expect(try await desk.prune().isEmpty)
        }
    }

    @Test func `another Steward on the same bot is noted, be it on a socket or on webhooks`() async throws {
        try await Bench.run { bench in
            let alone = try await bench.findings()
            #expect(alone.codes.isDisjoint(with: [.deviceOfAnother, .webhooksOfAnother]))
            let chat = WebexClient(
                http: try HTTPClient(), baseURL: bench.sandbox.apiURL, credential: .fixed(bench.options.botToken),
                logger: .silent)
            for name in ["steward-0123abcd", "pywebsocket-client"] {
                _ = try await chat.registerDevice(named: name, at: bench.sandbox.wdmURL)
            }
            for name in ["steward messages/created [00000000]", "weekly report"] {
                try await chat.registerWebhook(
                    named: name, targetURL: "https://other.example.com/webhook", resource: "messages",
                    event: "created", secret: Secret("s"))
            }
            let findings = try await bench.findings()
            let texts = findings.all.filter { [.deviceOfAnother, .webhooksOfAnother].contains($0.code) }.map(\.text)
            #expect(findings.problems.isEmpty)
            #expect(texts.count == 2)
            #expect(
                texts.first?.hasPrefix("another Steward has events delivered to https://other.example.com/webhook")
                    == true)
            #expect(texts.last?.hasPrefix("another Steward has registered steward-0123abcd, last renewed 2") == true)
        }
    }

    @Test func `a device that somebody else has just renewed is noted where no bot runs`() async throws {
        try await Bench.run { bench in
            try FileManager.default.createDirectory(
                atPath: bench.folder("copy"), withIntermediateDirectories: false)
            try FileManager.default.copyItem(
                atPath: bench.folder("state/journal.jsonl"), toPath: bench.folder("copy/journal.jsonl"))
            let findings = try await bench.findings { options in
                options.stateFolder = bench.folder("copy")
                options.auditLogFile = bench.folder("copy/audit.log")
            }
            #expect(findings.codes.isSuperset(of: [.stateFree, .deviceUsedElsewhere]))
        }
    }

    @Test func `webhooks of an earlier start are noted, and those that are needed are ours and active`() async throws {
        try await Bench.run(transport: .webhook) { bench in
            await bench.sandbox.botListens()
            let publicURL = bench.demo.steward.publicURL
            let change = { @Sendable (options: inout ServiceOptions) in
                options.transport = .webhook
                options.publicURL = publicURL
            }
            let running = try await bench.findings(change)
            let otherwise = try await bench.findings()
            bench.sandbox.deactivateWebhooks()
            let switchedOff = try await bench.findings(change)
            #expect(running.codes(about: .webhooks) == [.webhooksActive])
            #expect(otherwise.codes(about: .webhooks) == [.webhooksLeftOver])
            #expect(switchedOff.codes(about: .webhooks) == [.webhooksInactive])
        }
    }

    @Test func `a host that never answers holds nothing up`() async throws {
        try await Bench.run { bench in
            bench.sandbox.faults.next(.get, "/v1", times: .max, .loseAnswer(after: .seconds(3600)))
            let start = ContinuousClock.now
            let findings = try await bench.findings(deadline: .seconds(4))
            #expect(ContinuousClock.now - start < .seconds(20))
            #expect(findings.problems == [.hostSilent, .botUnknown])
            #expect(findings.codes.isSuperset(of: [.grantUnknown, .webhooksUnknown, .configInOrder]))
        }
    }

    @Test func `a file system that never answers holds nothing up`() async throws {
        try await Bench.run { bench in
            // Nobody writes into the pipe, so whoever opens it for reading waits.
            let pipe = bench.folder("pipe")
            try #require(unsafe mkfifo(pipe, 0o600) == 0)
            let findings = try await bench.findings(deadline: .seconds(2)) {
                $0.tls = .files(TLSFiles(certificate: pipe, key: pipe))
            }
            let late = findings.all.first { $0.code == .certificateUnusable }
            #expect(late?.text.hasSuffix("is not read in time") == true, "\(findings.text())")
            #expect(findings.codes.contains(.configInOrder))
            // Lets the look go that was left behind.
            close(unsafe open(pipe, O_RDWR))
        }
    }

    @Test(arguments: [(-120.0, "behind"), (120.0, "ahead of")])
    func `a clock that is wrong is found, with its direction`(skew: TimeInterval, word: String) async throws {
        try await Bench.run { bench in
            let findings = try await bench.findings(clockAheadBy: skew)
            let text = try #require(findings.all.first { $0.code == .clockWrong }).text
            #expect(text.contains(word))
        }
    }

    @Test(arguments: [
        (0.5, [FindingCode.grantWorks]), (80, [.grantEnding, .grantNotTried]), (400, [.grantEnded]),
    ])
    func `a grant that ends soon, or has ended, is told before people notice`(
        days: Double, codes: [FindingCode]
    ) async throws {
        try await Bench.run { bench in
            let findings = try await bench.findings(clockAheadBy: days * 86_400)
            #expect(findings.codes(about: .grant) == Set(codes), "\(findings.text())")
        }
    }

    @Test func `a proxy is named without its password`() async throws {
        try await Bench.run { bench in
            let findings = try await bench.findings { options in
                options.apiURL = "http://webex.example.com/v1"
                options.proxies = ProxySettings(plain: "http://ada:lovelace@127.0.0.1:1")
            }
            let text = findings.text(width: 1000)
            #expect(text.contains("Webex is reached through http://127.0.0.1:1"))
            #expect(!text.contains("lovelace"))
            #expect(findings.problems.contains(.hostUnreachable))
        }
    }

    @Test func `what is missing in the environment is named, and the rest is looked at all the same`() async throws {
        let installation = Installation(
            environment: ["PORT": "many", "WEBEX_API_URL": "http://127.0.0.1:1/v1"], configurationFile: "/nowhere.json",
            transport: .websocket, readFile: { _ in "" })
        let findings = await Examination(installation, logger: .silent).findings()
        let texts = findings.all.filter { $0.code == .environmentWrong }.map(\.text)
        let names = texts.map { $0.prefix { $0.isLetter || $0 == "_" } }
        #expect(
            names == [
                "BOT_ACCESS_TOKEN", "PORT", "WEBEX_INTEGRATION_CLIENT_ID", "WEBEX_INTEGRATION_CLIENT_SECRET",
            ], "\(texts)")
        #expect(findings.codes.isSuperset(of: [.configRefused, .hostUnreachable]))
        #expect(findings.codes.isDisjoint(with: [.botRefused, .botUnknown]))
    }
}

extension Bench {
    /// What tells whether a file of the bot was changed or made, those aside that the bot itself still writes to.
    fileprivate func stamps() throws -> [String: FileStamp] {
        let names = try Files.list(folder.path) + Files.list(folder("state")).map { "state/\($0)" }
        let own = ["audit.log", "audit.log.head", "state/journal.jsonl"]
        return try names.filter { !own.contains($0) }.reduce(into: [:]) { $0[$1] = try Files.stamp(folder($1)) }
    }
}
