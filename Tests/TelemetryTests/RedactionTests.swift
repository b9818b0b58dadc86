import Telemetry
import Testing

@Suite struct RedactionTests {
    @Test(arguments: [
        "token", "tokens", "access_token", "grant.accessToken", "Authorization", "http.authorization", "client_secret",
        "webhook.secrets", "password", "code", "link", "recording.downloadLink", "links.0", "token.value", "Set-Cookie",
    ])
    func `the value behind this key is a secret`(key: String) {
        #expect(Redaction.isSecret(key))
    }

    @Test(arguments: [
        "webex.tracking.id", "error.code", "http.status.code", "room.id", "linked", "encoder", "tokenizer",
    ])
    func `the value behind this key is none`(key: String) {
        #expect(!Redaction.isSecret(key))
    }

    @Test(arguments: [
        ("Authorization: Bearer abc.DEF-123~+/==, then", "Authorization: Bearer (redacted), then"),
        ("bearer   x y BEARER z", "bearer   (redacted) y BEARER (redacted)"),
        ("the bearer", "the bearer"), ("Bearer ", "Bearer "), ("bearers", "bearers"), ("bearer, then", "bearer, then"),
        ("bearerbearer x", "bearerbearer (redacted)"), ("", ""), ("ein Bär", "ein Bär"),
    ])
    func `a credential is replaced wherever it stands`(text: String, safe: String) {
        #expect(Redaction.redactingCredentials(in: text) == safe)
    }
}
