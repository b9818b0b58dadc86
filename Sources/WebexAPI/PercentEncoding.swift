/// Percent-encoding of addresses and forms (RFC 3986, section 2).
package enum PercentEncoding {
    /// `text` with everything but letters, digits, `-`, `.`, `_` and `~` encoded.
    package static func encode(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            let scalar = Unicode.Scalar(byte)
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~": encoded.unicodeScalars.append(scalar)
            default: encoded += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }

    /// The query with these items, `?` included; items without a value are left out, and so is a query without items.
    package static func query(_ items: [(String, String?)]) -> String {
        let form = form(items)
        return form.isEmpty ? "" : "?" + form
    }

    /// The items as a form's body; items without a value are left out.
    package static func form(_ items: [(String, String?)]) -> String {
        items.compactMap { name, value in value.map { "\(encode(name))=\(encode($0))" } }.joined(separator: "&")
    }
}
