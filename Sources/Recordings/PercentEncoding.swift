/// Percent-encoding of addresses and forms (RFC 3986, section 2).
package enum PercentEncoding {
    /// `text` with every byte encoded that is not kept.
    ///
    /// - Parameters:
    ///   - text: Its bytes in UTF-8 are what is encoded.
    ///   - isKept: Letters, digits, `-`, `.`, `_` and `~` unless more is said; a byte beyond ASCII cannot be kept.
    /// - Returns: ASCII.
    package static func encode(_ text: String, keeping isKept: (UInt8) -> Bool = isUnreserved) -> String {
        if text.utf8.allSatisfy(isKept) { return text }
        return text.utf8.reduce(into: "") { encoded, byte in
            if isKept(byte) {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                encoded += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
    }

    /// Whether the byte stands for itself everywhere in an address.
    package static func isUnreserved(_ byte: UInt8) -> Bool {
        switch Unicode.Scalar(byte) {
        case "A"..."Z", "a"..."z", "0"..."9", "-", ".", "_", "~": true
        default: false
        }
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
