import Grants
import Recordings
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct DiscardedGrantsTests {
    private struct Refused: Error {}

    @Test func `each is revoked with its own token, and one that cannot be does not stop the others`() async {
        let (asked, ask) = AsyncStream.makeStream(of: Secret.self)
        let log = LoggedText()
        let discarded = DiscardedGrants(logger: log.logger, isInUse: { $0.key == "holder" }) { token, _ in
            ask.yield(token)
            if token == Secret("access-1") { throw Refused() }
            return 1
        }
        for number in 1...2 {
            discarded.add(Secret("access-\(number)"), of: PersonID(publicID: "P\(number)", key: "P\(number)"))
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await discarded.run() }
            var tokens = asked.makeAsyncIterator()
            #expect(await tokens.next() == Secret("access-1"))
            #expect(await tokens.next() == Secret("access-2"))
            group.cancelAll()
        }
        #expect(log.text.contains("could not be revoked"))
        #expect(!log.text.contains("access-"))
    }

    @Test func `nothing is revoked of somebody whose good grant has come since`() async {
        let (asked, ask) = AsyncStream.makeStream(of: Secret.self)
        let discarded = DiscardedGrants(logger: LoggedText().logger, isInUse: { $0.key == "holder" }) { token, _ in
            ask.yield(token)
            return 1
        }
        for person in ["holder", "other"] {
            discarded.add(Secret("token of \(person)"), of: PersonID(publicID: person, key: person))
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await discarded.run() }
            var tokens = asked.makeAsyncIterator()
            #expect(await tokens.next() == Secret("token of other"))
            group.cancelAll()
        }
    }
}
