import CWebSockets

/// A proxy's address as the library wants it.
enum ProxyAddress {
    /// `proxy` with its credentials as they are, where an address has them percent-encoded.
    static func plain(_ proxy: String) -> String {
        guard let at = proxy.lastIndex(of: "@") else { return proxy }
        let start = proxy.firstRange(of: "://")?.upperBound ?? proxy.startIndex
        return proxy[..<start] + decode(proxy[start..<at]) + proxy[at...]
    }

    private static func decode(_ text: Substring) -> String {
        // To the library a plus sign is a space, as in forms.
        let encoded = String(text.replacing("+", with: "%2B"))
        var bytes = [CChar](repeating: 0, count: encoded.utf8.count + 1)
        let room = Int32(bytes.count)
        let failure = unsafe bytes.withUnsafeMutableBufferPointer {
            unsafe lws_urldecode($0.baseAddress, encoded, room)
        }
        guard failure == 0 else { return String(text) }
        return String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
