package import CoreMetrics

/// The metrics of this service: what each is called, and one function for everything that is counted as it happens.
///
/// What can be asked for, such as how long the grant lasts, is noted when somebody reads the metrics. Recording takes a
/// few microseconds at most and never waits.
package struct ServiceMetrics: Sendable {
    private let factory: any MetricsFactory

    /// Records in `factory`; the one that keeps nothing will do where nobody reads.
    package init(_ factory: any MetricsFactory = NOOPMetricsHandler.instance) { self.factory = factory }

    /// What each metric means, for ``MetricsRegistry``.
    package static let descriptions = [
        "steward_requests_total": "Requests of people that were dealt with, by kind and outcome.",
        "steward_request_seconds": "From the arrival of a request to the end of its answer.",
        "steward_queue_length": "Requests of people that have arrived and are not dealt with yet.",
        "steward_audit_write_seconds": "How long a line of the audit log took to be on the disk.",
        "steward_webex_calls_total": "Calls to Webex by endpoint and status, each try by itself.",
        "steward_webex_call_seconds": "How long a call to Webex took.",
        "steward_webex_waits_total": "How often Webex asked to wait, by endpoint.",
        "steward_webex_wait_seconds_total": "How long was waited because Webex asked to.",
        "steward_transport_up": "1 while events of Webex can reach the bot.",
        "steward_transport_reconnects_total": "How often the transport came up again.",
        "steward_settings_reloads_total": "Changes of the settings file, by outcome.",
        "steward_settings_in_force": "1 while the settings file is the settings in force, 0 while it is refused.",
        "steward_grant_held": "1 while there is a grant to read recordings with.",
        "steward_grant_seconds_left": "Until the officer must authorize anew, unless the grant is used before.",
        "steward_alert_standing": "1 while this alert stands, by cause.",
        "steward_http_requests_total": "Requests to the public port by route and status.",
        "steward_http_request_seconds": "How long a request to the public port took to be answered.",
        "steward_http_connections": "Open connections of the public port.",
        "steward_http_refused_total": "Peers of the public port that got no answer of a route, by cause.",
        "steward_webhook_deliveries_total": "Webhook deliveries, by what came of them.",
        "steward_log_lines_lost": "Lines that could not be written to the log since the start.",
        "steward_start_time_seconds": "When the service started, in seconds since 1970.",
    ]
}

// MARK: - Requests of people

extension ServiceMetrics {
    /// Notes that a request of a person was dealt with.
    ///
    /// - Parameters:
    ///   - kind: What it asked for, one of a few words such as `rec` or `help`.
    ///   - outcome: What came of it, one of a few words such as those of the audit log.
    ///   - time: Since it arrived.
    package func requestEnded(_ kind: String, _ outcome: String, after time: Duration) {
        count("steward_requests_total", [("kind", kind), ("outcome", outcome)])
        record("steward_request_seconds", [("kind", kind)], time)
    }

    /// Notes how many requests wait or are being dealt with.
    package func queue(isNow length: Int) { level("steward_queue_length", Double(length)) }

    /// Notes that a line of the audit log is on the disk.
    package func auditWritten(after time: Duration) { record("steward_audit_write_seconds", [], time) }
}

// MARK: - Webex

extension ServiceMetrics {
    /// Notes how one try of a call to Webex ended.
    ///
    /// - Parameters:
    ///   - endpoint: Method and path with placeholders.
    ///   - status: Of the answer, or a word for what was in the way of one.
    ///   - time: How long it took.
    package func webexCallEnded(_ endpoint: String, _ status: String, after time: Duration) {
        count("steward_webex_calls_total", [("endpoint", endpoint), ("status", status)])
        record("steward_webex_call_seconds", [("endpoint", endpoint)], time)
    }

    /// Notes that Webex asked to wait, and that it is done.
    package func webexAskedToWait(_ endpoint: String, for time: Duration) {
        count("steward_webex_waits_total", [("endpoint", endpoint)])
        FloatingPointCounter(label: "steward_webex_wait_seconds_total", factory: factory)
            .increment(by: time / .seconds(1))
    }

    /// Notes whether events can reach the bot.
    package func transport(isUp: Bool) { level("steward_transport_up", isUp ? 1 : 0) }

    /// Notes that the transport is up again after it had been before.
    package func transportReconnected() { count("steward_transport_reconnects_total", []) }

    /// Notes whether there is a grant, and how long it lasts as far as Webex said.
    package func grant(isHeld: Bool, lastsFor left: Duration?) {
        level("steward_grant_held", isHeld ? 1 : 0)
        // Of a grant that is not there nothing is left.
        if let left = isHeld ? left : .zero { level("steward_grant_seconds_left", (left / .seconds(1)).rounded()) }
    }
}

// MARK: - The service itself

extension ServiceMetrics {
    /// What came of a change of the settings file.
    package enum Reload: String, Sendable { case applied, refused }

    /// Notes what came of a change of the settings file.
    package func settingsReloaded(_ outcome: Reload) {
        count("steward_settings_reloads_total", [("outcome", outcome.rawValue)])
        settings(areInForce: outcome == .applied)
    }

    /// Notes whether an alert stands.
    package func alert(_ cause: String, stands: Bool) {
        Meter(label: "steward_alert_standing", dimensions: [("cause", cause)], factory: factory).set(stands ? 1 : 0)
    }

    /// Notes whether the settings file is what is in force.
    package func settings(areInForce: Bool) { level("steward_settings_in_force", areInForce ? 1 : 0) }

    /// Notes how a request to the public port was answered.
    ///
    /// - Parameters:
    ///   - route: The route that answered; nothing where there is none.
    ///   - status: Of the answer.
    ///   - time: How long it took.
    package func httpRequestEnded(_ route: String?, _ status: Int, after time: Duration) {
        let route = route ?? "none"
        count("steward_http_requests_total", [("route", route), ("status", "\(status)")])
        record("steward_http_request_seconds", [("route", route)], time)
    }

    /// Notes that a peer of the public port was refused before any route saw a request, for one of a few causes.
    package func httpRefused(_ cause: String) { count("steward_http_refused_total", [("cause", cause)]) }

    /// Notes how many connections the public port has.
    package func httpConnections(areNow open: Int) { level("steward_http_connections", Double(open)) }

    /// Notes what came of a webhook delivery, in one of a few words.
    package func deliveryEnded(_ outcome: String) {
        count("steward_webhook_deliveries_total", [("outcome", outcome)])
    }

    /// Notes how many lines of the log are lost.
    package func logLines(lostSoFar count: Int) { level("steward_log_lines_lost", Double(count)) }

    /// Notes when the service started, in seconds since 1970.
    package func started(at time: Double) { level("steward_start_time_seconds", time.rounded()) }

    private func count(_ name: String, _ labels: [(String, String)]) {
        Counter(label: name, dimensions: labels, factory: factory).increment()
    }

    private func record(_ name: String, _ labels: [(String, String)], _ time: Duration) {
        Timer(label: name, dimensions: labels, factory: factory).recordNanoseconds(Int64(time / .nanoseconds(1)))
    }

    private func level(_ name: String, _ value: Double) {
        Meter(label: name, factory: factory).set(value)
    }
}
