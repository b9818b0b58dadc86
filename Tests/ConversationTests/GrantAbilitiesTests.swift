import FoundationEssentials
import Recordings
import Testing

@testable import Conversation

@Suite struct GrantAbilitiesTests {
    private static let noon = LookupBench.now

    @Test func `everything is worth asking for until it is refused`() {
        var abilities = GrantAbilities()
        abilities.refuse(.listingEverybodysRecordings, at: Self.noon)
        #expect(!abilities.allow(.listingEverybodysRecordings, at: Self.noon))
        #expect(abilities.allow(.listingRecordings(of: MeetingID("s")), at: Self.noon))
    }

    @Test func `a refusal holds for an hour, because roles change`() {
        var abilities = GrantAbilities()
        abilities.refuse(.listingRecordings(of: MeetingID("s")), at: Self.noon)
        #expect(!abilities.allow(.listingRecordings(of: MeetingID("s")), at: Self.noon.addingTimeInterval(3_599)))
        #expect(abilities.allow(.listingRecordings(of: MeetingID("s")), at: Self.noon.addingTimeInterval(3_600)))
    }
}
