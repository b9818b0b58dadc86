import Cards
import FoundationEssentials
import TemporaryFolders
import Testing

@Suite struct DisplayZoneTests {
    let folder: TemporaryFolder
    let zones: DisplayZones

    init() throws {
        folder = try TemporaryFolder()
        try folder.createFolder("Europe")
        try folder.write(Self.file("CET-1CEST,M3.5.0,M10.5.0/3"), to: "Europe/Prague")
        for (name, rule) in [("Kolkata", "<+0530>-5:30"), ("Halifax", "<-0330>3:30"), ("Troll", "<+00>0")] {
            try folder.write(Self.file(rule), to: name)
        }
        zones = DisplayZones(folder: folder.path)
    }

    /// A time-zone file whose clocks follow one rule at all times (RFC 9636).
    private static func file(_ rule: String) -> [UInt8] {
        let header = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
        // No marks, no leap seconds, no changes; one offset, whose name has four bytes.
        let counts: [UInt8] = [0, 0, 0, 0, 1, 4].flatMap { [0, 0, 0, $0] }
        let block: [UInt8] = [0, 0, 0, 0, 0, 0] + Array("UTC\0".utf8)
        return header + counts + block + header + counts + block + Array("\n\(rule)\n".utf8)
    }

    private func offset(_ name: String?, _ time: Double = 1_767_225_600) -> DisplayZone.Offset {
        zones.zone(named: name).offset(at: Date(timeIntervalSince1970: time))
    }

    @Test func `a zone is named as people there name it, by season`() {
        #expect(offset("Europe/Prague") == .init(name: "CET", seconds: 3600))
        #expect(offset("Europe/Prague", 1_783_000_000) == .init(name: "CEST", seconds: 7200))
    }

    @Test(arguments: [
        ("Kolkata", "UTC+05:30", 19_800), ("Halifax", "UTC\u{2212}03:30", -12_600), ("Troll", "UTC", 0),
    ])
    func `a zone without a name of its own is named by its distance from UTC`(
        name: String, text: String, seconds: Int
    ) {
        #expect(offset(name) == .init(name: text, seconds: seconds))
    }

    @Test(arguments: [
        nil, "", "Europe/Nowhere", "Europe", "../Kolkata", "Europe/../Kolkata", "/etc/localtime", "kolkata",
    ])
    func `a zone that is not known is UTC`(name: String?) {
        #expect(zones.zone(named: name) == .utc)
    }

    @Test func `a zone is read once`() throws {
        let first = zones.zone(named: "Kolkata")
        try folder.write("gone", to: "Kolkata")
        #expect(zones.zone(named: "Kolkata") == first)
        #expect(DisplayZones(folder: folder.path).zone(named: "Kolkata") == .utc)
    }

    @Test func `a zone that was missing is found once it is there`() throws {
        #expect(zones.zone(named: "Tokyo") == .utc)
        try folder.write(Self.file("JST-9"), to: "Tokyo")
        #expect(offset("Tokyo").name == "JST")
    }

    @Test func `more zones than are kept are read all the same`() throws {
        for number in 0..<600 {
            try folder.link("Zone\(number)", to: "Kolkata")
            #expect(offset("Zone\(number)").seconds == 19_800)
        }
        #expect(offset("Zone0").seconds == 19_800)
    }
}
