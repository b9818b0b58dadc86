package import FoundationEssentials
import WebexAPI

/// What the service tells the time by, and what it waits by where Webex makes it wait.
package struct ServiceTime: Sendable {
    /// Measures the waits before a call is made again and before the event socket is opened again.
    ///
    /// Rounds of our own, requests that come back later, and the silence of an open socket take their time by the usual
    /// clock: on one that skips its waits they would never rest.
    package var clock: any Clock<Duration> = ContinuousClock()
    /// The time of day.
    package var now: @Sendable () -> Date = { Date() }
    /// For one try of one call, from connecting to the last byte.
    package var callDeadline = WebexClient.Patience().deadline

    /// That of everybody else.
    package init() {}
}
