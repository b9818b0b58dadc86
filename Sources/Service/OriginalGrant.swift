import FoundationEssentials
import Grants
import Logging
import Recordings
import ServiceLifecycle
import WebexAPI

/// Makes a grant of the token that the bot before this one has left, when Webex takes it and its person is fit.
///
/// It goes the same way as a grant that somebody gives in a browser, for nobody checked then whose it was.
struct OriginalGrant: Service, CustomStringConvertible {
    let vault: Vault
    let tokens: AccessTokens
    let identity: BotIdentity
    /// New tokens for the old one.
    let refresh: @Sendable (Secret) async throws -> TokenAnswer
    /// Keeps a grant if its person may give it.
    let adopt: @Sendable (TokenAnswer) async throws(AuthorizationError) -> Grant
    let clock: any Clock<Duration>
    let logger: Logger

    /// The name in the log.
    var description: String { "OriginalGrant" }

    /// Tries until there is a grant or none can come of the token, then waits for shutdown.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            var pause: Duration = .seconds(1)
            while await !isDone() {
                do { try await clock.sleep(for: pause) } catch { return }
                pause = min(pause * 2, .seconds(3600))
            }
        }
        try? await gracefulShutdown()
    }

    /// Tries once.
    ///
    /// - Returns: Whether there is nothing left to try.
    func isDone() async -> Bool {
        do {
            guard let token = try vault.originalToken() else { return true }
            guard case .missing = await tokens.checkStatus() else {
                logger.notice("the token of the bot before this one is not needed any more, and is forgotten")
                return try forget()
            }
            // Whose organization the bot belongs to may decide who is fit.
            guard identity.current != nil else { return false }
            return try await use(token)
        } catch {
            logger.error("the token of the bot before this one cannot be used", metadata: ["error": "\(error)"])
            return error is VaultError
        }
    }

    private func use(_ token: Secret) async throws -> Bool {
        do {
            var answer = try await refresh(token)
            answer.refreshToken = answer.refreshToken ?? token
            if let next = answer.refreshToken, next != token { try vault.store(originalToken: next) }
            let grant = try await adopt(answer)
            logger.notice(
                "the grant of the bot before this one is taken over", metadata: ["grant.holder": "\(grant.holder.id)"])
            return try forget()
        } catch let error as WebexError where error.code == .unauthorized {
            logger.error(
                "Webex no longer takes the token of the bot before this one: somebody must authorize",
                metadata: ["error": "\(error)"])
            return try forget()
        } catch let error as AuthorizationError where error.isFinal {
            logger.error("whoever authorized the bot before this one may not", metadata: ["error": "\(error)"])
            return try forget()
        } catch {
            logger.warning(
                "the token of the bot before this one is tried again later", metadata: ["error": "\(error)"])
            return false
        }
    }

    private func forget() throws(VaultError) -> Bool {
        try vault.remove(.originalToken)
        return true
    }
}

extension WebexParts {
    /// Seals the token that the bot before this one kept in the clear; what cannot be sealed stays and is told.
    func takeOriginalToken(from folder: String, logger: Logger) {
        let facts: Logger.Metadata = ["path": "\(folder)/\(OriginalTokenFile.name)"]
        do throws(VaultError) {
            switch try OriginalTokenFile.take(from: folder, into: vault) {
            case .absent: break
            case .taken:
                logger.notice("the token of the bot before this one is sealed, and its file removed", metadata: facts)
            case .superseded:
                logger.warning(
                    "a sealed grant is in use: the tokens that the bot before this one left in the clear are not. Remove them",
                    metadata: facts)
            case .malformed:
                logger.error(
                    "this is no token file of the bot before this one: repair it, or remove it and authorize",
                    metadata: facts)
            }
        } catch {
            logger.error(
                "the tokens of the bot before this one cannot be sealed, and lie in the clear",
                metadata: facts.merging(["error": "\(error)"]) { $1 })
        }
    }
}
