/// The names of what a token may be allowed to do.
enum Scope {
    static let everything = "spark:all"
    static let people = "spark:people_read"
    static let schedule = "meeting:schedules_read"
    static let adminSchedule = "meeting:admin_schedule_read"
    static let recordings = "meeting:recordings_read"
    static let adminRecordings = "meeting:admin_recordings_read"
    static let complianceMeetings = "spark-compliance:meetings_read"
    static let preferences = "meeting:preferences_read"
    static let adminPreferences = "meeting:admin_preferences_read"

    /// What a bot that hands out recordings asks a compliance officer for.
    static let recordingBot = [adminSchedule, adminPreferences, complianceMeetings, people, "spark:kms"]
    /// What the token of a bot stands for: people, rooms and messages, nothing of meetings.
    static let bot: Set = [everything, people]
    /// What a token that a person made for themselves stands for; their role still decides.
    static let personal: Set = [
        everything, people, schedule, adminSchedule, recordings, adminRecordings, complianceMeetings, preferences,
        adminPreferences,
    ]
}
