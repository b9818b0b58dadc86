/// Looking inside, and making Webex misbehave.
extension WebexSandbox {
    /// Every request that arrived, in order.
    package var requests: [RecordedRequest] { cloud.requests.all }

    /// What went over the wire and is for nobody's eyes: tokens, codes with their verifiers, and what makes links work.
    package var secrets: Set<String> { cloud.withState { $0.tokens.secrets.union($0.tickets.secrets) } }

    /// The public id of somebody's account.
    package func personID(of email: String) -> String? {
        company.account(email: email).map { cloud.ids.encode(.person, $0.id) }
    }

    /// The ids of the envelopes that clients acknowledged, in order.
    package var acknowledgedEnvelopes: [String] { cloud.mercury.acknowledged }

    /// How many event sockets are authorized and open.
    package var openSockets: Int { cloud.mercury.socketCount }

    /// Returns when an event socket is authorized, or on cancellation; for one caller at a time.
    package func socketOpened() async { for await _ in cloud.mercury.attachments { return } }

    /// Closes every event socket.
    package func closeSockets(code: UInt16, reason: String) { cloud.mercury.closeAll(code: code, reason: reason) }

    /// Forgets every registration, as Webex does with stale ones; open sockets stay open.
    package func dropDevices() { cloud.withState { $0.devices.remove { _ in true } } }

    /// Lets every registration run out: sockets are refused with 4404 until the client refreshes its device.
    package func expireDevices() { cloud.withState { $0.devices.expireAll() } }

    /// Says on every event socket that its node shuts down; it is closed with 4001 when the client has opened another.
    package func announceShutdown() { cloud.mercury.announceShutdown() }

    /// Sends nothing over any event socket until told otherwise, pongs included; the sockets stay open.
    package func fallSilent(_ isSilent: Bool = true) { cloud.mercury.fallSilent(isSilent) }

    /// Delivers the last event once more, on event sockets and to webhooks.
    package func redeliver() {
        cloud.mercury.redeliver(now: cloud.now())
        cloud.outbox.repeatLast()
    }

    /// Ends the access tokens that the integration holds for the person; refreshing still works.
    package func expireAccessTokens(of email: String) {
        guard let account = company.account(email: email) else { return }
        cloud.withState { $0.tokens.expireAccess(of: account, now: cloud.now()) }
    }

    /// Takes back what the person allowed the integration: access and refresh tokens stop working.
    package func revokeGrants(of email: String) {
        guard let account = company.account(email: email) else { return }
        cloud.withState { $0.tokens.revokeGrants(of: account) }
    }
}
