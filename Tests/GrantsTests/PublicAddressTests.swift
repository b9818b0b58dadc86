import Grants
import Testing

@Suite struct PublicAddressTests {
    @Test(arguments: [
        ("https://bot.example.com", "https://bot.example.com", true),
        ("https://Bot.Example.com:8443/", "https://bot.example.com:8443", true),
        ("http://localhost:5050", "http://localhost:5050", false), ("http://127.0.0.1/", "http://127.0.0.1", false),
        ("http://[::1]:1", "http://[::1]:1", false),
    ])
    func `encrypted addresses and those of this machine are taken`(
        text: String, taken: String, isEncrypted: Bool
    ) throws {
        let address = try PublicAddress(text)
        #expect(address.text == taken)
        #expect(address.isEncrypted == isEncrypted)
    }

    @Test(
        arguments: [
            ("http://bot.example.com", .plainBeyondThisMachine), ("http://192.0.2.1:5050", .plainBeyondThisMachine),
            ("http://localhost.example.com", .plainBeyondThisMachine), ("http://0.0.0.0", .plainBeyondThisMachine),
            ("https://bot.example.com/steward", .moreThanHost), ("https://bot.example.com?a", .moreThanHost),
            ("https://user@bot.example.com", .notAnAddress), ("wss://bot.example.com", .notAnAddress),
            ("bot.example.com", .notAnAddress), ("", .notAnAddress),
        ] as [(String, PublicAddress.Problem)])
    func `others are refused with the reason`(text: String, problem: PublicAddress.Problem) {
        #expect(throws: problem) { try PublicAddress(text) }
    }
}
