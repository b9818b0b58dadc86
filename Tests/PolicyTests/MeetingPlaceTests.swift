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
        #expect(MeetingPlace(of: meeting(), schedules: [meeting(isPersonal: true)], hostRoom: .none) == .personalRoom)
    }

    @Test func `the number or the link of the host's room says so too`() {
        let byNumber = meeting(number: "26001234567")
        let byLink = meeting(link: "https://EXAMPLE.webex.com/meet/hana/")
        let hostRoom = room("26001234567", "https://example.webex.com/meet/hana")
        #expect(MeetingPlace(of: meeting(), schedules: [byNumber], hostRoom: hostRoom) == .personalRoom)
        #expect(MeetingPlace(of: meeting(), schedules: [byLink], hostRoom: hostRoom) == .personalRoom)
        #expect(MeetingPlace(of: byLink, schedules: [], hostRoom: hostRoom) == .personalRoom)
    }

    @Test func `a space meeting, another number and a host without a room are elsewhere`() {
        let hostRoom = room("26001234567")
        #expect(MeetingPlace(of: meeting(room: "r"), schedules: [], hostRoom: .unknown) == .elsewhere)
        #expect(
            MeetingPlace(of: meeting(), schedules: [meeting(number: "123456789")], hostRoom: hostRoom) == .elsewhere)
        #expect(MeetingPlace(of: meeting(), schedules: [], hostRoom: .none) == .elsewhere)
    }

    @Test func `without a number on both sides nothing is proved`() {
        let hostRoom = room("26001234567")
        let link = "https://example.webex.com/j.php?MTID=m1"
        #expect(MeetingPlace(of: meeting(), schedules: [], hostRoom: hostRoom) == .unknown)
        #expect(MeetingPlace(of: meeting(), schedules: [meeting(link: link)], hostRoom: hostRoom) == .unknown)
        #expect(MeetingPlace(of: meeting(), schedules: [meeting(number: "123456789")], hostRoom: room()) == .unknown)
        #expect(MeetingPlace(of: meeting(), schedules: [meeting(number: "123456789")], hostRoom: .unknown) == .unknown)
    }
}
