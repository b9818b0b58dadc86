/// The text that is the last member of a JSON object on one line, found from the end.
///
/// Seen from the end, nothing inside another member can be taken for it.
struct LastMember {
    let value: String
    /// Everything before the comma in front of the member.
    let before: ArraySlice<UInt8>
    /// Everything before the first byte of the value.
    let beforeValue: ArraySlice<UInt8>

    /// - Parameters:
    ///   - name: Of the member.
    ///   - bytes: The object without its closing brace.
    init?(_ name: String, of bytes: ArraySlice<UInt8>) {
        let quote = UInt8(ascii: "\"")
        let label = Array(",\"\(name)\":\"".utf8)
        guard bytes.last == quote, let opening = bytes.dropLast().lastIndex(of: quote),
            bytes[...opening].suffix(label.count).elementsEqual(label),
            let value = String(validating: bytes[(opening + 1)...].dropLast(), as: UTF8.self)
        else { return nil }
        self.value = value
        beforeValue = bytes[...opening]
        before = beforeValue.dropLast(label.count)
    }
}
