import Recordings

/// What Webex sends the browser back with, beside the state.
///
/// - SeeAlso: RFC 6749, sections 4.1.2 and 4.1.2.1.
enum RedirectAnswer: Equatable {
    case code(Secret)
    case error(String, description: String?)
    case nothing

    /// Longer words would only fill the page and the log.
    private static let maximumLength = 300

    /// Reads the query; an error counts more than a code beside it.
    init(_ query: [(name: String, value: String)]) {
        if let error = Self.value("error", in: query) {
            self = .error(
                String(error.prefix(Self.maximumLength)),
                description: Self.value("error_description", in: query).map { String($0.prefix(Self.maximumLength)) })
        } else if let code = Self.value("code", in: query) {
            self = .code(Secret(code))
        } else {
            self = .nothing
        }
    }

    /// The state that came back, which may be anybody's.
    static func state(in query: [(name: String, value: String)]) -> String? { value("state", in: query) }

    private static func value(_ name: String, in query: [(name: String, value: String)]) -> String? {
        query.first { $0.name == name && !$0.value.isEmpty }?.value
    }
}
