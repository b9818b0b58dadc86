import Recordings
import Testing

@Suite struct MeetingNumberTests {
    @Test(arguments: [
        ("25512345678", "25512345678"), ("2551 234 5678", "25512345678"), ("2551\u{A0}234\u{202F}5678", "25512345678"),
        ("123-456-789", "123456789"), ("123.456.7890", "1234567890"), ("2551\u{2011}234\u{2013}5678", "25512345678"),
    ])
    func `a number is read however people group it`(text: String, digits: String) {
        #expect(MeetingNumber(text)?.digits == digits)
    }

    @Test(arguments: ["", "12345678", "123456789012", "1234x56789", "١٢٣٤٥٦٧٨٩", "+420123456789"])
    func `anything but 9 to 11 digits is refused`(text: String) {
        #expect(MeetingNumber(text) == nil)
    }

    @Test(arguments: [("25512345678", "2551 234 5678"), ("123456789", "12 345 6789"), ("1234567890", "123 456 7890")])
    func `a number is shown in groups`(digits: String, shown: String) {
        #expect(MeetingNumber(digits)?.description == shown)
    }
}
