import Markup

/// What a person is shown: one column with a headline.
struct Page: Sendable {
    var title: String
    var body: HTML

    var document: HTML {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(title) · Steward</title>
        <link rel="stylesheet" href="/style.css">
        </head>
        <body>
        <main>
        <p class="name">Steward</p>
        <h1>\(title)</h1>
        \(body)
        </main>
        </body>
        </html>

        """
    }

    static let notFound = Page(
        title: "There is nothing here",
        body: """
            <p>The address may be mistyped. <a href="/">See how the bot is doing</a>.</p>
            """)

    static let stylesheet = """
        :root { color-scheme: light dark; --text: #1d2530; --quiet: #5b6675; --line: #d9dfe7; --back: #f4f6f9;
          --card: #ffffff; --accent: #07618f; --good: #17703f; --bad: #a8321f; }
        @media (prefers-color-scheme: dark) { :root { --text: #e6ebf2; --quiet: #9aa6b5; --line: #333d4a;
          --back: #12171e; --card: #1b222c; --accent: #6fc1ee; --good: #6fd39b; --bad: #ff9a85; } }
        * { box-sizing: border-box; }
        body { margin: 0; padding: 6vh 1rem; background: var(--back); color: var(--text);
          font: 1.0625rem/1.6 system-ui, sans-serif; }
        main { max-width: 42rem; margin: 0 auto; padding: 2rem 2.25rem 2.25rem; background: var(--card);
          border: 1px solid var(--line); border-radius: 12px; overflow-wrap: anywhere; }
        h1 { margin: 0 0 1rem; font-size: 1.65rem; line-height: 1.25; }
        h2 { margin: 1.75rem 0 .5rem; font-size: 1.1rem; }
        a { color: var(--accent); }
        .name { margin: 0; color: var(--quiet); font-size: .9rem; letter-spacing: .04em; }
        .action { display: inline-block; margin-top: .75rem; padding: .6rem 1.1rem; border-radius: 8px;
          background: var(--accent); color: var(--card); font-weight: 600; text-decoration: none; }
        .good { color: var(--good); font-weight: 600; }
        .bad { color: var(--bad); font-weight: 600; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .5rem 1.25rem; margin: 1.25rem 0; }
        dt { color: var(--quiet); }
        dd { margin: 0; }
        code { font: .92em ui-monospace, monospace; }
        blockquote { margin: 1rem 0; padding: .25rem 1rem; border-left: 3px solid var(--line); color: var(--quiet); }
        li { margin: .35rem 0; }
        li code { display: block; color: var(--quiet); }

        """
}
