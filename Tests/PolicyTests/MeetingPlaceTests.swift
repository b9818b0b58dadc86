import Policy
import Recordings
import Testing

@Suite struct MeetingPlaceTests {
    private func meeting(
        number: String? = nil, link: String? = nil, room: String? = nil, isPersonal: Bool = false
    ) -> Meeting {
        Meeting(
            id: MeetingID("m"), series: MeetingID("s"), number: number.flatMap { MeetingNumber($0) }, title: "Review",
            host: Meeting.Host(id: nil, email: nil), webLink: link, room: room.map { RoomID($0) },
            isScheduledInPersonalRoom: isPersonal)
    }

    private func room(_ number: String? = nil, _ link: String? = nil) -> PersonalRoomFinding {
        .room(PersonalRoom(number: number.flatMap { MeetingNumber($0) }, link: link))
    }

    @Test func `the schedule item itself can say so`() {
        #expect(
            MeetingPlace(of: meeting(), schedules: [meeting(isPersonal: true)], hostRooms: [.none]) == .personalRoom)
    }

    @Test func `the number or the link of the host's room says so too`() {
        let byNumber = meeting(number: "26001234567")
        let byLink = meeting(link: "https://EXAMPLE.webex.com/meet/hana/")
        let hostRoom = room("26001234567", "https://example.webex.com/meet/hana")
        #expect(MeetingPlace(of: meeting(), schedules: [byNumber], hostRooms: [hostRoom]) == .personalRoom)
        #expect(MeetingPlace(of: meeting(), schedules: [byLink], hostRooms: [hostRoom]) == .personalRoom)
        #expect(MeetingPlace(of: byLink, schedules: [], hostRooms: [hostRoom]) == .personalRoom)
    }

    @Test func `a space meeting, another number and a host without a room are elsewhere`() {
        let hostRoom = room("26001234567")
        #expect(MeetingPlace(of: meeting(room: "r"), schedules: [], hostRooms: [.unknown]) == .elsewhere)
        #expect(
            MeetingPlace(of: meeting(), schedules: [meeting(number: "123456789")], hostRooms: [hostRoom]) == .elsewhere)
        #expect(MeetingPlace(of: meeting(), schedules: [], hostRooms: [.none]) == .elsewhere)
    }

    @Test func `without a number on both sides nothing is proved`() {
        let hostRoom = room("26001234567")
        let link = "https://example.webex.com/j.php?MTID=m1"
        #expect(MeetingPlace(of: meeting(), schedules: [], hostRooms: [hostRoom]) == .unknown)
        #expect(MeetingPlace(of: meeting(), schedules: [meeting(link: link)], hostRooms: [hostRoom]) == .unknown)
        #expect(MeetingPlace(of: meeting(), schedules: [meeting(number: "123456789")], hostRooms: [room()]) == .unknown)
        #expect(
            MeetingPlace(of: meeting(), schedules: [meeting(number: "123456789")], hostRooms: [.unknown]) == .unknown)
    }

    @Test func `a meeting in the room of whoever hosts its schedule is in a personal room, whoever runs it`() {
        let schedule = meeting(number: "123456789")
        let place = MeetingPlace(
            of: meeting(), schedules: [schedule], hostRooms: [.none, room("123456789")])
        #expect(place == .personalRoom)
        #expect(MeetingPlace(of: meeting(), schedules: [schedule], hostRooms: [.none, .unknown]) == .unknown)
        #expect(MeetingPlace(of: meeting(), schedules: [schedule], hostRooms: [.none, .none]) == .elsewhere)
        #expect(MeetingPlace(of: meeting(), schedules: [schedule], hostRooms: []) == .unknown)
    }

    @Test func `a schedule that could not be read leaves the place open`() {
        let place = MeetingPlace(
            of: meeting(), schedules: [meeting(number: "987654321")], areSchedulesWhole: false,
            hostRooms: [room("123456789")])
        #expect(place == .unknown)
    }
}
