package import Recordings
package import WebexAPI

extension AuthorizationFlow {
    /// Where browsers are sent, and where they come back.
    package struct Configuration: Sendable {
        package var authorizeURL: String
        package var clientID: String
        /// Where our pages are.
        package var address: PublicAddress
        /// Registered with Webex, character for character.
        package var redirectURI: String { address.text + "/webex/redirect" }

        package init(authorizeURL: String, clientID: String, address: PublicAddress) {
            self.authorizeURL = authorizeURL
            self.clientID = clientID
            self.address = address
        }
    }

    /// What proves that a code is ours to exchange.
    package struct Proof: Sendable, Equatable {
        /// The address that the code came to.
        package var redirectURI: String
        /// What the challenge of the authorize URL was made from (RFC 7636).
        package var verifier: Secret
    }

    /// What the flow asks of others.
    package struct Ports: Sendable {
        /// Tokens for a code.
        package var exchange: @Sendable (_ code: Secret, _ proof: Proof) async throws -> TokenAnswer
        /// What a token turns out to be good for, found out by using it: what it is said to allow depends on the role of
        /// its person.
        package var examination: Examination
        /// Who may give the grant, asked anew each time.
        package var fitness: @Sendable () async -> Fitness
        /// Told whose the grant is from now on, when nobody named an officer who may take it over; must not wait.
        package var claimed: @Sendable (Grant.Holder) -> Void
        /// Takes a token that is not used, to be revoked some time; must not wait.
        package var discard: @Sendable (Secret, PersonID) -> Void

        package init(
            exchange: @escaping @Sendable (_ code: Secret, _ proof: Proof) async throws -> TokenAnswer,
            examination: Examination, fitness: @escaping @Sendable () async -> Fitness,
            claimed: @escaping @Sendable (Grant.Holder) -> Void,
            discard: @escaping @Sendable (Secret, PersonID) -> Void
        ) {
            self.exchange = exchange
            self.examination = examination
            self.fitness = fitness
            self.claimed = claimed
            self.discard = discard
        }
    }

    /// The calls that a new token must be good for.
    package struct Examination: Sendable {
        /// Whose token it is.
        package var identify: @Sendable (Secret) async throws -> Person
        /// Whether the token finds out about personal rooms.
        package var readsPersonalRooms: @Sendable (Secret, EmailAddress) async throws -> Bool
        /// Whether the token reads the recordings of others.
        package var readsRecordings: @Sendable (Secret) async throws -> Bool

        package init(
            identify: @escaping @Sendable (Secret) async throws -> Person,
            readsPersonalRooms: @escaping @Sendable (Secret, EmailAddress) async throws -> Bool,
            readsRecordings: @escaping @Sendable (Secret) async throws -> Bool
        ) {
            self.identify = identify
            self.readsPersonalRooms = readsPersonalRooms
            self.readsRecordings = readsRecordings
        }
    }
}
