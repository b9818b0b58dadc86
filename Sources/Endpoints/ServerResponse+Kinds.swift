import HTTPTypes
import Markup
package import WebConnections

extension ServerResponse {
    /// A page for people.
    ///
    /// It may load our stylesheet and nothing else, stand in no frame, run no script and be kept by no cache; links on it
    /// do not tell where they were followed from.
    static func page(_ page: Page, status: HTTPResponse.Status = .ok) -> ServerResponse {
        var response = text(page.document.markup, type: "text/html; charset=utf-8", status: status)
        response.fields[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        response.fields[.referrerPolicy] = "no-referrer"
        return response
    }

    /// Text for a program or a browser, not to be kept.
    static func text(
        _ text: String, type: String = "text/plain; charset=utf-8", status: HTTPResponse.Status = .ok
    ) -> ServerResponse {
        ServerResponse(
            status, fields: [.contentType: type, .cacheControl: "no-store", .xContentTypeOptions: "nosniff"],
            body: Array(text.utf8))
    }

    /// Sends the browser on to `location`, with GET.
    static func redirect(to location: String, status: HTTPResponse.Status) -> ServerResponse {
        ServerResponse(
            status, fields: [.location: location, .cacheControl: "no-store", .referrerPolicy: "no-referrer"])
    }

    /// What is answered while there is nothing to answer with yet.
    package static var starting: ServerResponse {
        var response = text("starting\n", status: .serviceUnavailable)
        response.fields[.retryAfter] = "1"
        return response
    }

    static func methodNotAllowed(_ allowed: [String]) -> ServerResponse {
        var response = text("method not allowed\n", status: .methodNotAllowed)
        response.fields[.allow] = allowed.sorted().joined(separator: ", ")
        return response
    }

    /// The stylesheet of every page.
    static var stylesheet: ServerResponse {
        var response = text(Page.stylesheet, type: "text/css; charset=utf-8")
        response.fields[.cacheControl] = "max-age=3600"
        return response
    }
}

extension HTTPField.Name {
    fileprivate static var referrerPolicy: Self {
        guard let name = Self("Referrer-Policy") else { fatalError("Referrer-Policy is the name of a header field") }
        return name
    }
}
