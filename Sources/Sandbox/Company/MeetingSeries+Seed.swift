import FoundationEssentials
import JSONTree

extension MeetingSeries {
    static let seedKeys: Set = ["number", "title", "host", "invitees", "personalRoom", "space", "next", "instances"]

    init(_ seed: SeedObject, in company: Company, now: Date) throws(SeedError) {
        let title = try seed.string("title")
        let number = try seed.meetingNumber("number")
        guard let host = company.account(email: try seed.string("host")) else {
            throw seed.error("host", "nobody has this address")
        }
        let id = StableID.hexadecimal("series", number, title)
        self.init(
            id: id, number: number, title: title,
            webLink: "https://\(company.site)/\(company.site.prefix { $0 != "." })/j.php?MTID=m\(id)",
            host: host.id, invitees: try company.accounts(in: seed, "invitees"),
            place: try Self.place(seed, host: host, in: company), upcoming: try Self.upcoming(seed, now: now),
            instances: [])
        if place == .personalRoom, let room = host.personalRoom { webLink = room.link }
        for node in try seed.objects("instances", known: MeetingInstance.seedKeys) {
            instances.append(try MeetingInstance(node, of: self, now: now))
        }
        instances.sort { $0.start > $1.start }
    }

    private static func place(_ seed: SeedObject, host: Account, in company: Company) throws(SeedError) -> Place {
        if try seed.flag("personalRoom") {
            guard host.personalRoom != nil else { throw seed.error("personalRoom", "the host has no personal room") }
            return .personalRoom
        }
        guard let title = try seed.optionalString("space") else { return .scheduled }
        guard let space = company.spaces.first(where: { $0.title == title }) else {
            throw seed.error("space", "no space has this title")
        }
        return .space(space.id)
    }

    private static func upcoming(_ seed: SeedObject, now: Date) throws(SeedError) -> Occurrence? {
        guard let next = try seed.object("next", known: ["inDays", "time", "minutes"]) else { return nil }
        let start = try next.time("time", daysFromNow: next.integer("inDays", in: 0...3650), now: now)
        let minutes = try next.integer("minutes", in: 1...1440)
        return Occurrence(start: start, end: start.addingTimeInterval(TimeInterval(minutes * 60)))
    }
}

extension MeetingInstance {
    static let seedKeys: Set = ["daysAgo", "time", "minutes", "recordings"]

    init(_ seed: SeedObject, of series: MeetingSeries, now: Date) throws(SeedError) {
        let start = try seed.time("time", daysFromNow: -seed.integer("daysAgo", in: 0...3650), now: now)
        let minutes = try seed.integer("minutes", in: 1...1440)
        // The key, not the date: an instance keeps its id when the demo is started again on another day.
        self.init(
            id: "\(series.id)_I_\(StableID.digits(series.id, seed.key))", start: start,
            end: start.addingTimeInterval(TimeInterval(minutes * 60)), recordings: [])
        for (index, node) in try seed.objects("recordings", known: StoredRecording.seedKeys).enumerated() {
            recordings.append(try StoredRecording(node, number: index + 1, of: self, in: series))
        }
    }
}

extension StoredRecording {
    static let seedKeys: Set = [
        "topic", "startMinute", "length", "megabytes", "format", "readyAfterMinutes", "hasLinks", "hasAudio",
        "hasTranscript", "downloadPrevented",
    ]

    init(_ seed: SeedObject, number: Int, of instance: MeetingInstance, in series: MeetingSeries) throws(SeedError) {
        let recordedAt = instance.start.addingTimeInterval(
            TimeInterval(try seed.integer("startMinute", in: 0...1440, default: 0) * 60))
        let day = Timestamp.compact(instance.start)
        let defaultTopic = "\(series.title)-\(day.prefix(8)) \(day.dropFirst(9).prefix(4))-\(number)"
        let readyAfter = try seed.integer("readyAfterMinutes", in: 0...1440, default: 20)
        let format = try seed.optionalString("format") ?? "MP4"
        guard ["MP4", "ARF", "UPLOADED"].contains(format) else {
            throw seed.error("format", "must be MP4, ARF or UPLOADED")
        }
        var files: Set<File> = try seed.flag("hasLinks", default: true) ? [.video] : []
        if !files.isEmpty, try seed.flag("hasAudio", default: format == "MP4") { files.insert(.audio) }
        if !files.isEmpty, try seed.flag("hasTranscript", default: format == "MP4") { files.insert(.transcript) }
        self.init(
            id: StableID.hexadecimal("recording", instance.id, String(number)),
            topic: try seed.optionalString("topic") ?? defaultTopic, recordedAt: recordedAt,
            createdAt: instance.end.addingTimeInterval(TimeInterval(readyAfter * 60)),
            seconds: try seed.seconds("length"),
            size: try seed.integer("megabytes", in: 0...100_000, default: 100) * 1_000_000 + 23_188, format: format,
            files: files, preventsDownload: try seed.flag("downloadPrevented"))
    }
}

extension SeedObject {
    /// `HH:MM` in UTC on the day so many days from now.
    fileprivate func time(_ name: String, daysFromNow days: Int, now: Date) throws(SeedError) -> Date {
        let parts = try string(name).split(separator: ":")
        guard parts.count == 2, let hours = Int(parts[0]), let minutes = Int(parts[1]), (0..<24).contains(hours),
            (0..<60).contains(minutes)
        else { throw error(name, "must be a time of the form 09:00") }
        let secondsPerDay = 86_400.0
        let day = (now.timeIntervalSince1970 / secondsPerDay).rounded(.down) + Double(days)
        return Date(timeIntervalSince1970: day * secondsPerDay + Double(hours * 3600 + minutes * 60))
    }

    /// A length of the form `H:MM:SS` in seconds.
    fileprivate func seconds(_ name: String) throws(SeedError) -> Int {
        let parts = try string(name).split(separator: ":").map { Int($0) }
        guard parts.count == 3, let hours = parts[0], let minutes = parts[1], let seconds = parts[2], hours >= 0,
            (0..<60).contains(minutes), (0..<60).contains(seconds)
        else { throw error(name, "must be a length of the form 0:55:20") }
        return hours * 3600 + minutes * 60 + seconds
    }
}
