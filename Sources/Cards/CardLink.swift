import Recordings

/// What a download link leads to.
enum LinkKind: String, CaseIterable, Sendable {
    case video, audio, transcript

    var fileExtension: String {
        switch self {
        case .video: "mp4"
        case .audio: "mp3"
        case .transcript: "vtt"
        }
    }
}

/// A download link as it may stand on a card.
struct CardLink: Sendable, Equatable {
    let kind: LinkKind
    let address: String

    /// Three links of this many bytes still fit on a card of their own.
    static let lengthLimit = 4_096

    /// Takes what Webex gave, and names the file where the address does not.
    ///
    /// Browsers save a file under the last part of its path, so a path without a file extension gets a part more: the topic
    /// and the extension of its kind. An address with a signature in its query stays as it is, or it would no longer match.
    ///
    /// - Parameters:
    ///   - link: Refused unless it is `https`, or `http` to this machine, and at most ``lengthLimit`` bytes with the name.
    ///   - kind: What it leads to.
    ///   - topic: What the file is to be called.
    init?(_ link: String, kind: LinkKind, topic: Label) {
        guard let parts = AddressParts(link), parts.isTrusted else { return nil }
        address = parts.namesFile || parts.isSigned ? parts.text : parts.text(naming: topic, kind.fileExtension)
        guard address.utf8.count <= Self.lengthLimit else { return nil }
        self.kind = kind
    }
}

/// An absolute address, taken apart only as far as a name has to be put into it.
private struct AddressParts {
    let scheme: String
    let authority: Substring
    let path: Substring
    /// The query and the fragment with the marks before them, or nothing.
    let rest: Substring

    /// Marks that no address may hold are percent-encoded, as browsers do; blanks and control characters are refused.
    init?(_ link: String) {
        guard link.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return nil }
        let link = PercentEncoding.encode(link, keeping: PercentEncoding.isAddressMark)
        guard let colon = link.firstRange(of: "://") else { return nil }
        scheme = link[..<colon.lowerBound].lowercased()
        let afterScheme = link[colon.upperBound...]
        authority = afterScheme.prefix { !"/?#".contains($0) }
        path = afterScheme.dropFirst(authority.count).prefix { !"?#".contains($0) }
        rest = afterScheme.dropFirst(authority.count + path.count)
    }

    var isTrusted: Bool {
        guard !authority.isEmpty, !authority.contains("@") else { return false }
        return scheme == "https" || scheme == "http" && isLoopback
    }

    private var isLoopback: Bool {
        if authority == "[::1]" || authority.hasPrefix("[::1]:") { return true }
        let host = authority.prefix { $0 != ":" }.lowercased()
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return host == "localhost" || numbers.count == 4 && numbers.first == 127 && !numbers.contains(nil)
    }

    /// Whether the path ends as a file name does: a dot, then two to five letters or digits, not digits alone.
    var namesFile: Bool {
        guard let last = path.split(separator: "/", omittingEmptySubsequences: false).last,
            let dot = last.lastIndex(of: ".")
        else { return false }
        let fileExtension = last[dot...].dropFirst()
        return (2...5).contains(fileExtension.count) && fileExtension.contains(where: \.isLetter)
            && fileExtension.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }

    /// Whether a signature in the query covers the path, by the names that the large storage services use.
    var isSigned: Bool {
        let query = rest.prefix { $0 != "#" }.dropFirst()
        return query.split(separator: "&").contains { parameter in
            ["x-amz-signature", "signature", "sig", "key-pair-id"].contains(parameter.prefix { $0 != "=" }.lowercased())
        }
    }

    var text: String { "\(scheme)://\(authority)\(path)\(rest)" }

    /// The address with one part more at the end of its path; many servers refuse an encoded slash, so a name has none.
    func text(naming topic: Label, _ fileExtension: String) -> String {
        let name = topic.text.cut(characters: 80, bytes: 160).replacing("/", with: "-").replacing("\\", with: "-")
        let separator = path.hasSuffix("/") ? "" : "/"
        let file = PercentEncoding.encode(name) + "." + fileExtension
        return "\(scheme)://\(authority)\(path)\(separator)\(file)\(rest)"
    }
}

extension PercentEncoding {
    /// Whether an address may hold the mark, the one of an encoded byte included.
    fileprivate static func isAddressMark(_ byte: UInt8) -> Bool {
        switch Unicode.Scalar(byte) {
        case ":", "/", "?", "#", "[", "]", "@", "!", "$", "&", "'", "(", ")", "*", "+", ",", ";", "=", "%": true
        default: isUnreserved(byte)
        }
    }
}
