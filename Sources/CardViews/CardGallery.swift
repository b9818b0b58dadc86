package import JSONTree
package import Markup

/// Cards to look at, for those who write templates or translate.
package struct CardGallery: Sendable {
    /// What one language says.
    package struct Room: Sendable {
        /// The tag of the language, such as `ja-JP`.
        package var tag: String
        /// What the language calls itself.
        package var name: String
        package var exhibits: [Exhibit]
        /// Sentences in markdown.
        package var sentences: [String]

        package init(tag: String, name: String, exhibits: [Exhibit], sentences: [String]) {
            self.tag = tag
            self.name = name
            self.exhibits = exhibits
            self.sentences = sentences
        }
    }

    /// One message.
    package struct Exhibit: Sendable {
        package var title: String
        /// When people see it.
        package var situation: String
        package var card: JSONValue
        /// What is read where cards cannot be shown, in markdown.
        package var fallback: String

        package init(title: String, situation: String, card: JSONValue, fallback: String) {
            self.title = title
            self.situation = situation
            self.card = card
            self.fallback = fallback
        }
    }

    package var rooms: [Room]

    package init(rooms: [Room]) { self.rooms = rooms }

    /// Everything as text for a terminal, each message with a bar at its side.
    package var text: String { rooms.map(\.text).joined(separator: "\n") }

    /// Everything on one page that needs nothing but a browser.
    package var page: HTML {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Cards · Steward</title>
        <style>
        \(raw: Self.stylesheet)\(raw: CardHTML.stylesheet)</style>
        </head>
        <body>
        <header>
        <h1>Cards</h1>
        <p>What people read, with invented data. The name of its template stands above each card.</p>
        <nav>\(HTML.joined(rooms.map(\.entrance)))</nav>
        </header>
        \(HTML.joined(rooms.map(\.html)))
        </body>
        </html>

        """
    }
}

extension CardGallery.Room {
    fileprivate var entrance: HTML { "<a href=\"#\(tag)\"><span lang=\"\(tag)\">\(name)</span></a>" }

    fileprivate var html: HTML {
        let list = sentences.map { "<li>\(CardHTML.html(ofMarkdown: $0))</li>" as HTML }
        return """
            <section id="\(tag)" lang="\(tag)" dir="auto">
            <h2>\(name) <small>\(tag)</small></h2>
            <div class="cards">
            \(HTML.joined(exhibits.map(\.html)))
            </div>
            \(list.isEmpty ? "" : "<h3 lang=\"en\">sentences</h3>\n<ul class=\"sentences\">\n\(HTML.joined(list))\n</ul>" as HTML)
            </section>
            """
    }

    fileprivate var text: String {
        let title = "\(name) (\(tag))"
        let head = "\(title)\n\(String(repeating: "═", count: PlainText.width(of: title)))\n\n"
        let said = sentences.flatMap { PlainText.wrap(PlainText.reading(markdown: $0), width: 72) + [""] }
        let list = said.isEmpty ? "" : "sentences\n" + PlainText.barred(Array(said.dropLast()))
        return head + exhibits.map(\.text).joined() + list
    }
}

extension CardGallery.Exhibit {
    fileprivate var html: HTML {
        """
        <figure>
        <figcaption lang="en"><code>\(title)</code> \(situation)</figcaption>
        \(CardHTML.html(of: card))
        <details><summary lang="en">where cards cannot be shown</summary>
        <p class="message">\(CardHTML.html(ofMarkdown: fallback.replacing("\n- ", with: "\n• ")))</p></details>
        </figure>
        """
    }

    fileprivate var text: String { "\(title): \(situation)\n" + PlainText.barred(CardText(card).lines) + "\n" }
}

extension CardGallery {
    private static let stylesheet: StaticString = """
        :root { color-scheme: light dark; --text: #1d2530; --quiet: #5b6675; --line: #dfe4ea; --edge: #8b95a3;
          --back: #f2f4f7; --card: #ffffff; --accent: #07618f; --good: #17703f; --warning: #8a5a00; --bad: #a8321f; }
        @media (prefers-color-scheme: dark) { :root { --text: #e6ebf2; --quiet: #9aa6b5; --line: #333d4a;
          --edge: #6a7686; --back: #12171e; --card: #1b222c; --accent: #6fc1ee; --good: #6fd39b; --warning: #e8b45a;
          --bad: #ff9a85; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 1320px; padding: 32px 24px 64px; background: var(--back);
          color: var(--text); font: 15px/1.5 system-ui, "Noto Sans", "Noto Sans CJK JP", sans-serif; }
        h1 { margin: 0; font-size: 28px; }
        header p { margin: 4px 0 16px; color: var(--quiet); }
        nav { display: flex; flex-wrap: wrap; gap: 6px 16px; }
        nav a { color: var(--accent); text-decoration: none; }
        h2 { margin: 48px 0 16px; font-size: 21px; }
        h2 small { color: var(--quiet); font-weight: 400; font-size: 14px; }
        h3 { margin: 8px 0; color: var(--quiet); font-size: 13px; font-weight: 400; }
        .cards { columns: 380px 3; column-gap: 28px; }
        figure { margin: 0 0 28px; break-inside: avoid; }
        figure .card { max-height: 1200px; overflow-y: auto; }
        figcaption { margin-bottom: 6px; color: var(--quiet); font-size: 13px; }
        figcaption code { color: var(--text); font: 600 13px ui-monospace, monospace; }
        details { margin: 6px 4px 0; color: var(--quiet); font-size: 13px; }
        summary { cursor: pointer; }
        .message { margin: 6px 0 0; white-space: pre-wrap; overflow-wrap: anywhere; color: var(--text); }
        .message .link, .sentences .link { color: var(--accent); }
        .sentences { columns: 380px 3; column-gap: 28px; margin: 8px 0 0; padding: 0; list-style: none; }
        .sentences li { margin: 0 0 10px; padding: 10px 14px; border-radius: 12px; background: var(--card);
          border: 1px solid var(--line); font-size: 14px; break-inside: avoid; }

        """
}
