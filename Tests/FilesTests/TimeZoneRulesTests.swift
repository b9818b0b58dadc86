import Files
import FoundationEssentials
import Glibc
import TemporaryFolders
import Testing

@Suite struct TimeZoneRulesTests {
    let folder: TemporaryFolder
    let zone: TimeZoneName

    init() throws {
        folder = try TemporaryFolder()
        zone = try #require(TimeZoneName("Test"))
    }

    private func rules(_ file: TimeZoneFile) throws -> TimeZoneRules { try rules(file.bytes) }

    private func rules(_ bytes: [UInt8]) throws -> TimeZoneRules {
        try folder.write(bytes, to: zone.text)
        return try TimeZoneRules(named: zone, in: folder.path)
    }

    private func text(_ rules: TimeZoneRules, _ time: Int64) -> String {
        let offset = rules.offset(at: Date(timeIntervalSince1970: Double(time)))
        return "\(offset.abbreviation) \(offset.seconds)\(offset.isDaylight ? " daylight" : "")"
    }

    @Test(
        arguments: [
            (-2_500_000_001, "LMT 3464"), (-2_500_000_000, "CET 3600"), (0, "CET 3600"), (1_774_745_999, "CET 3600"),
            (1_774_746_000, "CEST 7200 daylight"), (1_792_889_999, "CEST 7200 daylight"), (1_792_890_000, "CET 3600"),
            // 28 March and 31 October 2027, 27 March 2050: only the rule knows.
            (1_806_195_599, "CET 3600"), (1_806_195_600, "CEST 7200 daylight"),
            (1_824_944_399, "CEST 7200 daylight"), (1_824_944_400, "CET 3600"),
            (2_531_955_600 - 1, "CET 3600"), (2_531_955_600, "CEST 7200 daylight"),
        ] as [(Int64, String)])
    func `each change takes effect at its second, and the rule goes on for ever`(time: Int64, offset: String) throws {
        #expect(text(try rules(.prague), time) == offset)
    }

    @Test func `a part of a second belongs to the second before`() throws {
        let rules = try rules(.prague)
        #expect(rules.offset(at: Date(timeIntervalSince1970: 1_774_745_999.9)).abbreviation == "CET")
        #expect(rules.offset(at: Date(timeIntervalSince1970: -2_500_000_000.5)).abbreviation == "LMT")
    }

    @Test(arguments: [1e300, -1e300, .infinity, -.infinity, .nan]) func `the end of time has an offset`(
        seconds: Double
    ) throws {
        let offset = try rules(.prague).offset(at: Date(timeIntervalSince1970: seconds))
        #expect(["LMT", "CET", "CEST"].contains(offset.abbreviation))
    }

    @Test func `a file of the first version ends with its last change`() throws {
        var file = TimeZoneFile.prague
        (file.version, file.changes[0].time) = (0, -1_000_000_000)
        let rules = try rules(file)
        #expect(text(rules, -1_000_000_001) == "LMT 3464")
        #expect(text(rules, 1_774_746_000) == "CEST 7200 daylight")
        #expect(text(rules, 1_806_195_600) == "CET 3600")
    }

    @Test func `without a rule the last change holds, and without changes the first offset does`() throws {
        var file = TimeZoneFile.prague
        file.footer = "\n\n"
        #expect(text(try rules(file), 1_806_195_600) == "CET 3600")
        file.changes = []
        #expect(text(try rules(file), 1_806_195_600) == "LMT 3464")
    }

    @Test(arguments: ["2", "3", "4", "9"]) func `later versions are read alike`(version: Unicode.Scalar) throws {
        var file = TimeZoneFile.prague
        file.version = UInt8(ascii: version)
        #expect(text(try rules(file), 1_806_195_600) == "CEST 7200 daylight")
    }

    @Test(
        arguments: [
            ("UTC0", 0, "UTC 0"), ("<+0530>-5:30", 0, "+0530 19800"), ("<-03>3", 0, "-03 -10800"),
            ("EST5EDT,M3.2.0,M11.1.0", 1_772_953_199, "EST -18000"),
            ("EST5EDT,M3.2.0,M11.1.0", 1_772_953_200, "EDT -14400 daylight"),
            // South of the equator the year begins in daylight-saving time.
            ("NZST-12NZDT,M9.5.0,M4.1.0/3", 1_767_225_600, "NZDT 46800 daylight"),
            ("NZST-12NZDT,M9.5.0,M4.1.0/3", 1_783_000_000, "NZST 43200"),
            // Winter time is the one that differs.
            ("IST-1GMT0,M10.5.0,M3.5.0/1", 1_767_225_600, "GMT 0 daylight"),
            ("IST-1GMT0,M10.5.0,M3.5.0/1", 1_783_000_000, "IST 3600"),
            // Before midnight of the day, and more than a day after it.
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 1_774_745_999, "-02 -7200"),
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 1_774_746_000, "-01 -3600 daylight"),
            ("EET-2EEST,M3.4.4/50,M10.4.4/50", 1_774_655_999, "EET 7200"),
            ("EET-2EEST,M3.4.4/50,M10.4.4/50", 1_774_656_000, "EEST 10800 daylight"),
            // Daylight-saving time that never ends.
            ("EST5EDT,0/0,J365/25", 1_767_243_599, "EDT -14400 daylight"),
            ("EST5EDT,0/0,J365/25", 1_767_243_600, "EDT -14400 daylight"),
            ("EST5EDT,0/0,J365/25", 1_783_000_000, "EDT -14400 daylight"),
            // Day 59 counted from 0 is 29 February in 2028, and 1 March in 2026; J60 is 1 March always.
            ("AAA0BBB,59/0,300", 1_835_395_199, "AAA 0"), ("AAA0BBB,59/0,300", 1_835_395_200, "BBB 3600 daylight"),
            ("AAA0BBB,59/0,300", 1_772_323_200, "BBB 3600 daylight"),
            ("AAA0BBB,J60/0,300", 1_835_481_599, "AAA 0"), ("AAA0BBB,J60/0,300", 1_835_481_600, "BBB 3600 daylight"),
            ("AAA0BBB,J60/0,300", 1_772_323_199, "AAA 0"), ("AAA0BBB,J60/0,300", 1_772_323_200, "BBB 3600 daylight"),
        ] as [(String, Int64, String)])
    func `a rule is followed`(footer: String, time: Int64, offset: String) throws {
        #expect(text(try rules(.ruled(by: footer)), time) == offset)
    }

    @Test(arguments: [
        "CET", "1", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
        "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J365", "CET-1CEST,J1,366", "CET-1CEST,M3.5.0/168,M10.5.0",
        "CET-1CEST,M3.5.0,M10.5.0/3x", "CET-27", "CET-1:60", "CE-1", "<CET-1", "<C T>-1", "ČET-1",
        "CET-99999999999999999999", "CET-1,M3.5.0,M10.5.0", "ABCDEFGHIJKLMNOPQ0",
    ])
    func `a rule that cannot be is refused`(footer: String) {
        expectMalformed(TimeZoneFile.ruled(by: footer).bytes)
    }

    @Test func `a file that is cut off anywhere is refused`() {
        let bytes = TimeZoneFile.prague.bytes
        for count in 0..<bytes.count { expectMalformed(Array(bytes.prefix(count))) }
    }

    @Test func `any byte may be wrong, and nothing worse happens than a refusal`() throws {
        let bytes = TimeZoneFile.prague.bytes
        for index in bytes.indices {
            for value in [0x00, 0x7F, 0x80, 0xFF] as [UInt8] {
                var broken = bytes
                broken[index] = value
                guard let rules = try? rules(broken) else { continue }
                _ = [-3_000_000_000, 0, 1_780_000_000, 4_000_000_000].map { text(rules, $0) }
            }
        }
    }

    @Test func `what points at nothing is refused`() {
        var files = [TimeZoneFile](repeating: .prague, count: 7)
        files[0].changes[1].offset = 3
        files[1].changes[1].time = files[1].changes[0].time
        files[2].offsets[0].name = 13
        files[3].names = "LMT\0CET\0CEST"
        files[4].offsets = []
        files[5].offsets[1].seconds = 93_600
        files[6].offsets[1].isDaylight = 2
        for file in files { expectMalformed(file.bytes) }
    }

    @Test func `a file that counts leap seconds is refused`() {
        var file = TimeZoneFile.prague
        file.leapSeconds = [UInt8](repeating: 0, count: 12)
        expectMalformed(file.bytes)
    }

    @Test(arguments: [("Missing", ENOENT), ("Folder", EISDIR), ("Large", EFBIG), ("Loop", ELOOP)])
    func `what cannot be read says why`(name: String, code: Int32) throws {
        try folder.createFolder("Folder")
        try folder.write([UInt8](repeating: 0, count: 1 << 20 + 1), to: "Large")
        try folder.link("Loop", to: "Loop")
        let zone = try #require(TimeZoneName(name))
        let error = #expect(throws: FileError.self) { try TimeZoneRules(named: zone, in: folder.path) }
        #expect(error?.code == code)
        #expect(error?.path == folder(name))
    }

    private func expectMalformed(_ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
        let error = #expect(throws: FileError.self, sourceLocation: sourceLocation) { try rules(bytes) }
        #expect(error?.code == EBADMSG, sourceLocation: sourceLocation)
    }
}

@Suite struct TimeZoneNameTests {
    @Test(arguments: [
        "UTC", "Europe/Prague", "America/Argentina/Buenos_Aires", "America/Port-au-Prince", "Etc/GMT+5", "Etc/GMT-14",
        "EST5EDT", "GB-Eire",
    ])
    func `a name of the database is one`(text: String) {
        #expect(TimeZoneName(text)?.text == text)
    }

    @Test(arguments: [
        "", "/", "/etc/passwd", "../../etc/passwd", "Europe/../../../etc/passwd", "Europe//Prague", "Europe/",
        "Europe/.",
        "./Europe/Prague", "europe/Prague", "posix/UTC", "right/UTC", "tzdata.zi", "zone.tab", "Europe/Pra gue",
        "Europe\\Prague",
        "Evropa/Účtárna", "Europe/Prague\0", "Europe/Prague\n", "E\u{301}urope", ":Europe/Prague", "UTC+05:30",
        "+05:30",
        String(repeating: "A", count: 65),
    ])
    func `anything else is none`(text: String) {
        #expect(TimeZoneName(text) == nil)
    }
}
