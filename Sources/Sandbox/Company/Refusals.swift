/// What the Webex of an organization refuses although that of another may not, each with the status of the refusal.
///
/// Whatever is not listed is answered, except for the two subjects that Webex always refuses in one way or another.
package struct Refusals: Sendable, Equatable {
    /// Something that can be refused.
    package enum Subject: String, Sendable, CaseIterable {
        /// `GET /admin/recordings`, whoever asks.
        case adminRecordings
        /// The id of a series as the `meetingId` of a listing of recordings.
        case seriesRecordings
        /// Somebody else's personal room.
        case personalRooms
        /// A `hostEmail` or `userEmail` of another organization, or without the role to look others up; refused in any case.
        case foreignHosts
        /// A `parentId` that is no message of the room; refused in any case.
        case foreignThreads
    }

    private var statuses: [Subject: Int] = [.foreignHosts: 403, .foreignThreads: 400]

    package init() {}

    /// The status of the refusal; nothing when the subject is answered.
    package subscript(subject: Subject) -> Int? {
        get { statuses[subject] }
        set { statuses[subject] = newValue }
    }
}

extension Refusals {
    /// The statuses that a seed can name.
    static let statusRange = 400...599

    init(in seed: SeedObject) throws(SeedError) {
        self.init()
        let known = Set(Subject.allCases.map(\.rawValue))
        guard let node = try seed.object("refusals", known: known) else { return }
        for subject in Subject.allCases where node.node(subject.rawValue) != nil {
            self[subject] = try node.integer(subject.rawValue, in: Self.statusRange)
        }
    }
}
