import Cryptography
import FoundationEssentials
import Recordings
import Testing

@testable import Grants

@Suite struct AuthorizationStatesTests {
    private let start = ManualTime.start

    private func states() throws -> AuthorizationStates { AuthorizationStates(key: try Random.bytes(32)) }

    @Test func `a state is good once, for the browser that it began in`() throws {
        var states = try states()
        let attempt = try states.issue(at: start)
        #expect(try states.redeem(attempt.state, browser: attempt.browser, at: start) == attempt)
        #expect(throws: StateProblem.used) { try states.redeem(attempt.state, browser: attempt.browser, at: start) }
    }

    @Test func `nothing of an attempt tells anything of the rest or of another`() throws {
        let states = try states()
        let (one, other) = (try states.issue(at: start), try states.issue(at: start))
        let texts = [one, other].flatMap { [$0.state, $0.browser, $0.verifier.reveal()] }
        #expect(Set(texts).count == 6)
        #expect(one.verifier.reveal().utf8.count == 43)
        #expect(try one.challenge == Base64URL.encode(Digest.sha256(one.verifier.reveal().utf8)))
    }

    @Test(arguments: [(599.0, true), (600.0, false), (86_400.0, false)])
    func `a state is good for ten minutes`(age: TimeInterval, isGood: Bool) throws {
        var states = try states()
        let attempt = try states.issue(at: start)
        if isGood {
            #expect(try states.redeem(attempt.state, browser: attempt.browser, at: start + age) == attempt)
        } else {
            #expect(throws: StateProblem.expired) {
                try states.redeem(attempt.state, browser: attempt.browser, at: start + age)
            }
        }
    }

    @Test func `another browser is refused, and uses nothing up`() throws {
        var states = try states()
        let (attempt, other) = (try states.issue(at: start), try states.issue(at: start))
        for browser in [nil, "", other.browser, attempt.state] {
            #expect(throws: StateProblem.foreignBrowser) {
                try states.redeem(attempt.state, browser: browser, at: start)
            }
        }
        #expect(try states.redeem(attempt.state, browser: attempt.browser, at: start) == attempt)
    }

    @Test func `a state of nobody, of another process or with a later end is unknown`() throws {
        var states = try states()
        let foreign = try self.states().issue(at: start)
        let attempt = try states.issue(at: start)
        var prolonged = try #require(Base64URL.decode(attempt.state))
        prolonged[23] &+= 1
        for state in ["", "guessed", foreign.state, attempt.state + "A", Base64URL.encode(prolonged)] {
            #expect(throws: StateProblem.unknown) { try states.redeem(state, browser: attempt.browser, at: start) }
        }
        #expect(throws: StateProblem.missing) { try states.redeem(nil, browser: attempt.browser, at: start) }
    }

    @Test func `however many begin, the first can still finish`() throws {
        var states = try states()
        let first = try states.issue(at: start)
        for _ in 0..<2000 { _ = try states.issue(at: start) }
        #expect(try states.redeem(first.state, browser: first.browser, at: start) == first)
    }
}
