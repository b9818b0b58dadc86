import Recordings
import Testing

@Suite struct SecretTests {
    @Test func `a secret shows itself to nobody who does not ask for it`() {
        let secret = Secret("hunter2")
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), dumped, "\([secret])"] {
            #expect(!text.contains("hunter2"))
        }
        #expect(secret.reveal() == "hunter2")
    }

    @Test func `download links are not shown either`() {
        let links = DownloadLinks(video: "https://example.com/v?ticket=1", audio: nil, transcript: nil, expiration: nil)
        var dumped = ""
        dump(links, to: &dumped)
        #expect(!"\(links)\(dumped)".contains("ticket"))
    }

    @Test func `people are the same person however their id is spelt`() {
        let one = PersonID(publicID: "Y2lz", key: "9B3AD2C4-5E61-47F2-8F0A-3C7E1D5B6A03")
        let other = PersonID(publicID: "other", key: "9b3ad2c4-5e61-47f2-8f0a-3c7e1d5b6a03")
        #expect(one == other)
        #expect(Set([one, other]).count == 1)
    }
}
