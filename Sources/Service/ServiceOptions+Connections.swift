package import HTTPTransport

extension HTTPClient.Configuration {
    /// How a service with these options reaches Webex.
    package init(_ options: ServiceOptions) {
        self.init()
        extraAuthorities = options.extraAuthorities
        proxy = { [proxies = options.proxies] in proxies.proxy(for: $0) }
    }
}
