package import Logging
package import Recordings
import ServiceLifecycle

/// Has Webex forget the grants that are not used, one after the other, while the service runs.
///
/// Best effort: what Webex does not take back ends by itself with its tokens, which nobody has kept.
package struct DiscardedGrants: Service {
    /// More wait only when somebody makes them; those are not revoked.
    private static let longestQueue = 16

    private struct Discarded: Sendable {
        var token: Secret
        var person: PersonID
    }

    private let waiting: AsyncStream<Discarded>
    private let queue: AsyncStream<Discarded>.Continuation
    private let isInUse: @Sendable (PersonID) async -> Bool
    private let revoke: @Sendable (Secret, PersonID) async throws -> Int
    private let logger: Logger

    /// Takes grants from now on; revokes them in ``run()``.
    ///
    /// - Parameters:
    ///   - logger: Told what became of each.
    ///   - isInUse: Whether the grant in use was given by this person: to Webex, all that one person gave to one integration
    ///     is one authorization. Asked right before revoking, for a good grant may have come since.
    ///   - revoke: Revokes all that this person gave us, with a token of theirs, and tells how many grants that were.
    package init(
        logger: Logger, isInUse: @escaping @Sendable (PersonID) async -> Bool,
        revoke: @escaping @Sendable (Secret, PersonID) async throws -> Int
    ) {
        (waiting, queue) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.longestQueue))
        self.isInUse = isInUse
        self.revoke = revoke
        self.logger = logger
    }

    /// Takes a token that is not used; never waits.
    package func add(_ token: Secret, of person: PersonID) { queue.yield(Discarded(token: token, person: person)) }

    /// Revokes what comes, until cancelled or a graceful shutdown begins.
    package func run() async {
        await cancelWhenGracefulShutdown {
            for await grant in waiting { await revoke(grant) }
        }
    }

    private func revoke(_ grant: Discarded) async {
        guard await !isInUse(grant.person) else { return }
        do {
            let count = try await revoke(grant.token, grant.person)
            logger.notice(
                "a grant that is not used was revoked",
                metadata: ["grant.holder": "\(grant.person)", "grant.count": "\(count)"])
        } catch {
            logger.info(
                "a grant that is not used could not be revoked, and ends by itself",
                metadata: ["grant.holder": "\(grant.person)", "error": "\(error)"])
        }
    }
}
