import Recordings
import Testing
import WebexAPI

@Suite struct WebexIDTests {
    @Test(arguments: [
        (
            "Y2lzY29zcGFyazovL3VzL01FU1NBR0UvODFiMmM5NDAtMzNmNC0xMWVmLWE1ZDYtNGRhZmI5YzgwYzA3",
            WebexID(.message, "81b2c940-33f4-11ef-a5d6-4dafb9c80c07")
        ),
        (
            "Y2lzY29zcGFyazovL3VybjpURUFNOmV1LWNlbnRyYWwtMV9rL01FU1NBR0UvZTcxODFmYTAtOTk1YS0xMWVmLThiZGMtYTMwNTFmMmU2MTBl",
            WebexID(.message, "e7181fa0-995a-11ef-8bdc-a3051f2e610e", cluster: "urn:TEAM:eu-central-1_k")
        ),
    ])
    func `an id is taken apart and put together again`(text: String, id: WebexID) {
        #expect(WebexID(text) == id)
        #expect(id.publicID == text)
        #expect(WebexID(text + "==") == id)
    }

    @Test func `people are in the same cluster everywhere`() {
        #expect(WebexID(.person, "k", cluster: "urn:TEAM:eu-central-1_k").cluster == "us")
    }

    @Test(arguments: ["", "not base64!", "Zm9v", "81b2c940-33f4-11ef-a5d6-4dafb9c80c07"])
    func `what is no public id is none`(text: String) { #expect(WebexID(text) == nil) }

    @Test(arguments: [
        "Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi81YzFkMmE3MC0zYjdlLTRjMGEtOWE1NS0wZDdiMmU0ZjhhMTE",
        "NWMxZDJhNzAtM2I3ZS00YzBhLTlhNTUtMGQ3YjJlNGY4YTEx", "5C1D2A70-3B7E-4C0A-9A55-0D7B2E4F8A11",
    ])
    func `an organization is the same however its id is written`(text: String) {
        #expect(OrganizationID(text, .organization).key == "5c1d2a70-3b7e-4c0a-9a55-0d7b2e4f8a11")
    }
}
