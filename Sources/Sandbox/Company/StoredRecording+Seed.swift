import FoundationEssentials
import JSONTree

extension StoredRecording {
    static let seedKeys: Set = [
        "topic", "host", "startMinute", "length", "megabytes", "format", "readyAfterMinutes", "hasLinks", "hasAudio",
        "hasTranscript", "downloadPrevented", "serviceType", "status", "repeat",
    ]

    private static let meetings = "MeetingCenter"
    private static let training = "TrainingCenter"
    private static let serviceTypes = [meetings, "EventCenter", "SupportCenter", training]

    /// Every recording that one entry of a seed stands for; each repetition was made after the one that it repeats.
    static func all(
        _ seed: SeedObject, after count: Int, of instance: MeetingInstance, titled title: String, in company: Company
    ) throws(SeedError) -> [StoredRecording] {
        let repetition = try Repetition(in: seed)
        let start = instance.start.addingTimeInterval(
            TimeInterval(try seed.integer("startMinute", in: 0...1440, default: 0) * 60))
        let topic = try seed.optionalString("topic")
        let day = Timestamp.compact(instance.start)
        var recordings: [StoredRecording] = []
        for index in 0..<repetition.count {
            let number = count + index + 1
            var recording = try StoredRecording(seed, of: instance, in: company)
            recording.id = StableID.hexadecimal("recording", instance.id, String(number))
            recording.topic = topic ?? "\(title)-\(day.prefix(8)) \(day.dropFirst(9).prefix(4))-\(number)"
            if topic != nil, repetition.count > 1 { recording.topic += " \(index + 1)" }
            recording.recordedAt = start.addingTimeInterval(repetition.interval * Double(index))
            recordings.append(recording)
        }
        return recordings
    }

    /// A recording without a name of its own.
    private init(_ seed: SeedObject, of instance: MeetingInstance, in company: Company) throws(SeedError) {
        let readyAfter = try seed.integer("readyAfterMinutes", in: 0...1440, default: 20)
        let format = try seed.choice("format", of: ["MP4", "ARF", "UPLOADED"]) ?? "MP4"
        let product = try seed.choice("serviceType", of: Self.serviceTypes)
        let hasLinks = try seed.flag("hasLinks", default: product ?? Self.meetings == Self.meetings)
        let status = try seed.choice("status", of: Status.allCases.map(\.rawValue)).flatMap(Status.init)
        self.init(
            id: "", host: try company.optionalHost(in: seed, "host") ?? instance.host, topic: "",
            recordedAt: instance.start, createdAt: instance.end.addingTimeInterval(TimeInterval(readyAfter * 60)),
            seconds: try seed.seconds("length"),
            size: try seed.integer("megabytes", in: 0...100_000, default: 100) * 1_000_000 + 23_188, format: format,
            serviceType: product ?? (hasLinks ? Self.meetings : Self.training), status: status ?? .available,
            files: try hasLinks ? Self.files(seed, format: format) : [],
            preventsDownload: try seed.flag("downloadPrevented"))
    }

    private static func files(_ seed: SeedObject, format: String) throws(SeedError) -> Set<File> {
        var files: Set<File> = [.video]
        if try seed.flag("hasAudio", default: format == "MP4") { files.insert(.audio) }
        if try seed.flag("hasTranscript", default: format == "MP4") { files.insert(.transcript) }
        return files
    }
}
