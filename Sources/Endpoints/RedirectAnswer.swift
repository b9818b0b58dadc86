import Recordings

/// What Webex sends the browser back with.
///
/// - SeeAlso: RFC 6749, sections 4.1.2 and 4.1.2.1.
enum RedirectAnswer: Equatable {
    case code(Secret, state: String)
    case error(String, description: String?, state: String?)
    /// Somebody opened the address by hand.
    case incomplete

    /// Longer words would only fill the page and the log.
    private static let maximumLength = 300

    /// Reads the query; an error counts more than a code beside it.
    init(_ query: [(name: String, value: String)]) {
        func value(_ name: String) -> String? { query.first { $0.name == name && !$0.value.isEmpty }?.value }
        if let error = value("error") {
            self = .error(
                String(error.prefix(Self.maximumLength)),
                description: value("error_description").map { String($0.prefix(Self.maximumLength)) },
                state: value("state"))
        } else if let code = value("code"), let state = value("state") {
            self = .code(Secret(code), state: state)
        } else {
            self = .incomplete
        }
    }
}
