import FoundationEssentials
import HTTPTypes
import WebexAPI

@testable import HTTPTransport

/// What Webex answers with: `Link`, `Retry-After`, a time, an id, the head of a response.
enum AnswerFuzz {
    private static let now = Date(timeIntervalSince1970: 1_772_442_000)

    static func run(_ input: FuzzInput) {
        readLink(input.text(0))
        if let delay = RetryAfter.delay(input.text(1), now: now) {
            require((.seconds(1) ... .seconds(86_400)).contains(delay), "no wait is longer than a day")
        }
        if let date = WireDate.parse(input.text(2)) { _ = WireDate.format(date) }
        if let id = WebexID(input.text(3)) { require(WebexID(id.publicID) == id, "an id keeps its meaning") }
        readHead(input.rest)
    }

    private static func readLink(_ value: String) {
        guard let target = LinkHeader(value)["next"] else { return }
        require(target.isEmpty || value.contains(target), "a target stands in the field")
        guard let address = WebexAddress(target), address.isTrusted(known: []) else { return }
        require(address.isEncrypted && !target.contains("@\(address.host)"), "a token goes to Webex alone")
        require(WebexDefaults.domains.contains { address.host.hasSuffix($0) }, "a token goes to Webex alone")
    }

    private static func readHead(_ bytes: [UInt8]) {
        var head = ResponseHead()
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) { head.read(line) }
        require(!head.isFinal || head.status != nil, "a final response has a status")
        for field in head.fields {
            require(!field.value.utf8.contains { [0, 0x0A, 0x0D].contains($0) }, "a field is one line")
        }
    }
}
