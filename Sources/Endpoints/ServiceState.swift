/// How the service stands, as far as its pages tell.
package struct ServiceState: Sendable, Equatable {
    /// Events can reach us: the socket is authorized, or the webhooks are registered.
    package var isTransportUp: Bool
    /// The service is stopping and takes nothing new.
    package var isDraining: Bool

    package init(isTransportUp: Bool, isDraining: Bool = false) {
        self.isTransportUp = isTransportUp
        self.isDraining = isDraining
    }

    /// What stands in the way of serving; nothing when all is well.
    var obstacle: String? {
        if isDraining { return "the bot is stopping" }
        return isTransportUp ? nil : "the connection to Webex is not up"
    }
}
