extension ServiceOptions {
    /// Where browsers come to: as configured, else this machine's own name for itself.
    package var address: String { address(port: port) }

    /// The same where the system chose the port.
    func address(port: Int) -> String {
        let scheme = if case .none = tls { "http" } else { "https" }
        return publicURL ?? "\(scheme)://localhost:\(port)"
    }
}
