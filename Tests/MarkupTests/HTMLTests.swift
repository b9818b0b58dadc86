import Markup
import Testing

@Suite struct HTMLTests {
    @Test func `inserted text is text, whatever it holds`() {
        let text = "<script>alert(\"1\" & '2')</script>"
        let html: HTML = "<p title=\"\(text)\">\(text)</p>"
        let escaped = "&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;"
        #expect(html.markup == "<p title=\"\(escaped)\">\(escaped)</p>")
    }

    @Test func `inserted HTML stays what it is`() {
        let name: HTML = "<b>\("a < b")</b>"
        let html: HTML = "<p>\(name)</p>"
        #expect(html.markup == "<p><b>a &lt; b</b></p>")
    }

    @Test func `pieces are put one after the other`() {
        #expect(HTML.joined(["<i>1</i>", "<i>2</i>"]).markup == "<i>1</i>\n<i>2</i>")
    }

    @Test func `marks that hide behind a combining character are escaped all the same`() {
        let html: HTML = "\("<\u{301}script>")"
        #expect(html.markup == "&lt;\u{301}script&gt;")
    }
}
