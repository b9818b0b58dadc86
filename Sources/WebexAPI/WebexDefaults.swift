/// Where Webex lives when nobody says otherwise: the only place that names a host of it.
///
/// - SeeAlso: <https://developer.webex.com/docs/api/getting-started>
package enum WebexDefaults {
    /// Base of the REST API; the token endpoint lies under it.
    package static let api = "https://webexapis.com/v1"
    /// Where a person grants an integration its scopes.
    package static let authorize = "https://webexapis.com/v1/authorize"
    /// Base of the service catalogue.
    package static let catalogue = "https://u2c.wbx2.com/u2c/api/v1"
    /// Base of the device registry, for when the catalogue does not answer.
    package static let devices = "https://wdm-a.wbx2.com/wdm/api/v1"
    /// Domains that a token is sent to over an encrypted connection, whatever answer named the address.
    package static let domains = ["webexapis.com", "webex.com", "wbx2.com", "ciscospark.com"]
    /// The clusters whose public ids carry the short name of the first region.
    package static let homeClusters: Set<String> = ["urn:TEAM:us-east-2_a", "urn:TEAM:us-east-1_int13"]
}
