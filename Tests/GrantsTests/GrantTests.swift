import FoundationEssentials
import Recordings
import Testing
import WebexAPI

@testable import Grants

@Suite struct GrantTests {
    @Test func `a grant knows when it ends and when to renew it`() throws {
        let grant = try Grant.example()
        #expect(grant.accessExpiry == ManualTime.start + 1000)
        #expect(grant.renewal == ManualTime.start + 750)
        #expect(grant.refreshExpiry == ManualTime.start + 10_000)
        #expect(grant.scopes == ["spark:people_read", "spark:kms"])
    }

    @Test func `an answer without a refresh token is no grant`() throws {
        let answer = TokenAnswer(accessToken: Secret("a"), expiresIn: .seconds(60))
        #expect(Grant(answer, holder: try .ada, at: ManualTime.start, renewingAt: 0.75) == nil)
    }

    @Test func `a renewal moves every time and keeps who authorized when`() throws {
        let later = ManualTime.start + 800
        let grant = try Grant.example().renewed(with: .numbered(1), at: later, renewingAt: 0.6)
        #expect(grant.accessToken == Secret("access-1"))
        #expect(grant.refreshToken == Secret("refresh-1"))
        #expect(grant.obtainedAt == later)
        #expect(grant.renewal == later + 600)
        #expect(grant.accessExpiry == later + 1000)
        #expect(grant.refreshExpiry == later + 10_000)
        #expect(grant.authorizedAt == ManualTime.start)
        #expect(grant.holder == (try .ada))
    }

    @Test func `what a renewal does not mention stays`() throws {
        let answer = TokenAnswer(accessToken: Secret("new"), expiresIn: .seconds(500))
        let grant = try Grant.example().renewed(with: answer, at: ManualTime.start + 800, renewingAt: 0.6)
        #expect(grant.accessToken == Secret("new"))
        #expect(grant.refreshToken == Secret("refresh-0"))
        #expect(grant.refreshExpiry == ManualTime.start + 10_000)
        #expect(grant.scopes == ["spark:people_read", "spark:kms"])
    }

    @Test func `a grant does not show its tokens`() throws {
        let grant = try Grant.example()
        var dumped = ""
        dump(grant, to: &dumped)
        let shown = dumped + "\(grant)" + String(reflecting: grant)
        #expect(!shown.contains("access-0"))
        #expect(!shown.contains("refresh-0"))
    }
}
