package import FoundationEssentials

/// A meeting: its series, one planned occurrence of it, or one instance that ran.
package struct Meeting: Sendable, Equatable {
    /// Who owns the meeting, as far as Webex tells.
    package struct Host: Sendable, Equatable {
        package var id: PersonID?
        package var email: EmailAddress?
        package init(id: PersonID?, email: EmailAddress?) {
            self.id = id
            self.email = email
        }
    }

    package var id: MeetingID
    /// The series this belongs to; a series belongs to itself.
    package var series: MeetingID
    /// Missing on instances that have ended: Webex tells the number of the schedule only.
    package var number: MeetingNumber?
    package var title: String
    package var host: Host
    /// The Webex site, for example `example.webex.com`.
    package var site: String?
    package var start: Date?
    package var end: Date?
    /// The address people join by, on schedule items.
    package var webLink: String?
    /// The room of a space meeting.
    package var room: RoomID?
    /// Whether the schedule item itself says that it takes place in a personal room.
    package var isScheduledInPersonalRoom: Bool
    /// Whether somebody recorded it; stays so when the recording is deleted.
    package var hasRecording: Bool

    package init(
        id: MeetingID, series: MeetingID, number: MeetingNumber? = nil, title: String, host: Host, site: String? = nil,
        start: Date? = nil, end: Date? = nil, webLink: String? = nil, room: RoomID? = nil,
        isScheduledInPersonalRoom: Bool = false, hasRecording: Bool = false
    ) {
        self.id = id
        self.series = series
        self.number = number
        self.title = title
        self.host = host
        self.site = site
        self.start = start
        self.end = end
        self.webLink = webLink
        self.room = room
        self.isScheduledInPersonalRoom = isScheduledInPersonalRoom
        self.hasRecording = hasRecording
    }
}

/// The room that a host owns and can meet in at any time.
package struct PersonalRoom: Sendable, Equatable {
    package var number: MeetingNumber?
    /// The address people join by.
    package var link: String?

    package init(number: MeetingNumber?, link: String?) {
        self.number = number
        self.link = link
    }
}
