import HTTPTypes
import Sandbox
import TestSupport
import WebConnections

/// One accident after the other, in an order that the seed decides.
struct FaultSchedule: Sendable {
    let sandbox: WebexSandbox
    let ledger: Ledger

    /// Goes on until cancelled; every accident is over by itself after a while.
    func run(_ generator: SeededGenerator) async throws {
        var generator = generator
        while true {
            try await ContinuousClock().sleep(for: .milliseconds(Int.random(in: 200...1500, using: &generator)))
            // Whoever has just connected has to be left alone now and then, or nobody would get to ask anything.
            let (name, cause) = generator.one(of: generator.once(in: 12) ? Self.losses : Self.failures)
            ledger.noteFault(name)
            try await cause(self, &generator)
        }
    }

    private typealias Accident = @Sendable (Self, inout SeededGenerator) async throws -> Void

    /// Calls that fail.
    private static let failures: [(String, Accident)] = [
        ("429", { try $0.refuse(.tooManyRequests, retryAfter: $1.one(of: ["1", "2", nil, "soon", "-1"]), &$1) }),
        ("423", { try $0.refuse(HTTPResponse.Status(code: 423), retryAfter: "1", &$1) }),
        ("500", { try $0.refuse(.internalServerError, retryAfter: nil, &$1) }),
        ("502", { try $0.refuse(.badGateway, retryAfter: nil, &$1) }),
        ("503", { try $0.refuse(.serviceUnavailable, retryAfter: $1.one(of: [nil, "1"]), &$1) }),
        ("mistake", { $0.order(.mistake(.failure(.badGateway, "ordered")), &$1) }),
        ("delay", { $0.order(.delay(.milliseconds(Int.random(in: 100...4000, using: &$1))), &$1) }),
        ("hang up", { $0.order(.hangUp, &$1) }),
        ("handle and hang up", { $0.order(.handleAndHangUp, &$1) }),
        ("lost answer", { $0.order(.loseAnswer(after: .seconds(16)), &$1) }),
        ("redelivery", { schedule, _ in schedule.sandbox.redeliver() }),
    ]

    /// Ways in which events stop to come, and a token that ends before its time.
    private static let losses: [(String, Accident)] = [
        ("expired token", { schedule, _ in schedule.sandbox.expireAccessTokens(of: SoakCompany.officer) }),
        (
            "closed socket",
            { $0.sandbox.closeSockets(code: $1.one(of: [1000, 1001, 1011, 4000, 4001, 4404]), reason: "") }
        ),
        ("shutdown", { schedule, _ in schedule.sandbox.announceShutdown() }),
        ("forgotten device", { schedule, _ in schedule.sandbox.dropDevices() }),
        ("expired device", { schedule, _ in schedule.sandbox.expireDevices() }),
        ("silent socket", { try await $0.silence(&$1) }),
        ("inactive webhooks", { schedule, _ in schedule.sandbox.deactivateWebhooks() }),
        ("deliveries in disorder", { try await $0.disorder(&$1) }),
    ]

    private static let calls: [(HTTPRequest.Method, String)] = [
        (.get, "/v1/messages"), (.post, "/v1/messages"), (.get, "/v1/people"), (.get, "/v1/meetings"),
        (.get, "/v1/admin/recordings"), (.get, "/v1/recordings"), (.get, "/v1/attachment"),
        (.get, "/v1/meetingPreferences"), (.post, "/v1/access_token"), (.get, "/v1/rooms"), (.get, "/u2c"),
        (.get, "/wdm"), (.get, "/v1/apps"),
    ]

    private func order(_ fault: Faults.Fault, _ generator: inout SeededGenerator) {
        let (method, path) = generator.one(of: Self.calls)
        // What nobody has run into by now would only pile up.
        sandbox.faults.clear()
        sandbox.faults.next(method, path, times: Int.random(in: 1...3, using: &generator), fault)
    }

    private func refuse(
        _ status: HTTPResponse.Status, retryAfter: String?, _ generator: inout SeededGenerator
    ) throws {
        var fields: HTTPFields = [:]
        if let retryAfter { fields[.retryAfter] = retryAfter }
        order(.answer(.failure(status, "ordered", fields: fields)), &generator)
    }

    /// For longer than a ping may wait for its pong.
    private func silence(_ generator: inout SeededGenerator) async throws {
        sandbox.fallSilent()
        defer { sandbox.fallSilent(false) }
        try await ContinuousClock().sleep(for: .seconds(Int.random(in: 1...15, using: &generator)))
    }

    private func disorder(_ generator: inout SeededGenerator) async throws {
        sandbox.holdDeliveries()
        defer { sandbox.releaseDeliveries(newestFirst: true) }
        try await ContinuousClock().sleep(for: .milliseconds(Int.random(in: 100...2000, using: &generator)))
    }
}
