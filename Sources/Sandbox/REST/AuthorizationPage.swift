import HTTPTypes
import WebConnections

/// The page on which somebody is chosen to agree, where Webex would ask for a password.
enum AuthorizationPage {
    static func consent(to request: AuthorizationRequest, fields: [(name: String, value: String)], of company: Company)
        -> ServerResponse
    {
        let hidden = fields.map { field in
            "<input type=\"hidden\" name=\"\(HTML.escape(field.name))\" value=\"\(HTML.escape(field.value))\">"
        }
        let scopes = request.scopes.map { "<li><code>\(HTML.escape($0))</code></li>" }
        let people = company.people.map { person in
            let roles = person.roles.map(\.rawValue).sorted().joined(separator: ", ")
            let note = roles.isEmpty ? "" : " <small>\(HTML.escape(roles))</small>"
            return """
                <button name="person" value="\(HTML.escape(person.email))">\(HTML.escape(person.name))\(note)<br>\
                <small>\(HTML.escape(person.email))</small></button>
                """
        }
        return page(
            .ok, title: "Allow \(company.integration.name)?",
            """
            <p><strong>\(HTML.escape(company.integration.name))</strong> asks for:</p>
            <ul>\(scopes.joined())</ul>
            <p>This is a sandbox: choose who you are.</p>
            <form method="post" action="/v1/authorize">\(hidden.joined())\(people.joined(separator: "\n"))
            <button name="person" value="">Decline</button></form>
            """)
    }

    static func problem(_ text: String) -> ServerResponse {
        page(.badRequest, title: "This request cannot be allowed", "<p>\(HTML.escape(text))</p>")
    }

    static func redirect(to location: String) -> ServerResponse {
        ServerResponse(.found, fields: [.location: location, .cacheControl: "no-store"])
    }

    private static func page(_ status: HTTPResponse.Status, title: String, _ body: String) -> ServerResponse {
        let html = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>\(HTML.escape(title))</title>
            <meta name="viewport" content="width=device-width"><style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 3rem auto; padding: 0 1rem }
            button { display: block; width: 100%; margin: .5rem 0; padding: .6rem 1rem; font: inherit; text-align: left }
            small { color: #555 }
            </style></head><body><h1>\(HTML.escape(title))</h1>
            \(body)
            </body></html>
            """
        return ServerResponse(
            status, fields: [.contentType: "text/html;charset=UTF-8", .cacheControl: "no-store"],
            body: Array(html.utf8))
    }
}
