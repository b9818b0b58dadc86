import FoundationEssentials
import JSONTree

extension MeetingInstance {
    static let seedKeys: Set = ["daysAgo", "time", "minutes", "host", "invitees", "recordings", "repeat"]

    /// Every time that one entry of a seed stands for; each repetition lies before the one that it repeats.
    static func all(
        _ seed: SeedObject, of series: MeetingSeries, in company: Company, now: Date
    ) throws(SeedError) -> [MeetingInstance] {
        let last = try seed.time("time", daysFromNow: -seed.integer("daysAgo", in: 0...3650), now: now)
        let repetition = try Repetition(in: seed)
        var instances: [MeetingInstance] = []
        for index in 0..<repetition.count {
            let start = last.addingTimeInterval(-repetition.interval * Double(index))
            // The key, not the date: an instance keeps its id when the demo is started again on another day.
            let key = index == 0 ? seed.key : "\(seed.key)#\(index)"
            instances.append(try MeetingInstance(seed, key: key, start: start, of: series, in: company))
        }
        return instances
    }

    private init(
        _ seed: SeedObject, key: String, start: Date, of series: MeetingSeries, in company: Company
    ) throws(SeedError) {
        let minutes = try seed.integer("minutes", in: 1...1440)
        self.init(
            id: "\(series.id)_I_\(StableID.digits(series.id, key))",
            host: try company.optionalHost(in: seed, "host") ?? series.host,
            invitees: try seed.node("invitees") == nil ? series.invitees : company.accounts(in: seed, "invitees"),
            start: start, end: start.addingTimeInterval(TimeInterval(minutes * 60)), recordings: [])
        for node in try seed.objects("recordings", known: StoredRecording.seedKeys) {
            recordings += try StoredRecording.all(
                node, after: recordings.count, of: self, titled: series.title, in: company)
        }
    }
}
