/// One recording with what it was made of.
struct RecordingEntry {
    let series: MeetingSeries
    let instance: MeetingInstance
    let recording: StoredRecording
}

/// What a listing of recordings asks for, apart from whose they are and when they were made.
struct RecordingQuery {
    /// The id of a series, an occurrence or an instance.
    let meeting: String?
    let status: StoredRecording.Status
    private let topic: String?
    private let format: String?
    private let serviceType: String?

    init(_ call: Call) throws {
        guard let status = StoredRecording.Status(rawValue: call.query("status") ?? "available") else {
            throw APIError.badRequest("'status' has an unknown value.")
        }
        self.status = status
        meeting = call.query("meetingId")
        topic = call.query("topic")?.lowercased()
        (format, serviceType) = (call.query("format"), call.query("serviceType"))
    }

    func matches(_ entry: RecordingEntry) -> Bool {
        let (series, instance, recording) = (entry.series, entry.instance, entry.recording)
        let meetings = [instance.id, series.id, instance.occurrenceID(in: series)]
        return recording.status == status
            && (meeting.map(meetings.contains) ?? true)
            && (topic.map { $0 == recording.topic.lowercased() } ?? true)
            && (format.map { $0 == recording.format } ?? true)
            && (serviceType.map { $0 == recording.serviceType } ?? true)
    }
}
