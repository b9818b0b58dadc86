/// Text inside HTML.
enum HTML {
    /// `text` as it must be written so that a browser shows exactly that.
    static func escape(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
