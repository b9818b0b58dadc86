import Intake
import Recordings
import Testing
import WebexAPI

@Suite struct WebhookPlanTests {
    private let owner = WebhookOwner(me: Person.bot.id, publicURL: "https://bot.example.com")

    private func plan(_ secret: String = "one") throws -> WebhookPlan {
        try WebhookPlan(owner: owner, secrets: WebhookSecrets(signing: Secret(secret)))
    }

    private func name(_ subject: String, _ secret: String = "one") throws -> String {
        "steward \(subject) [\(try WebhookSecrets(signing: Secret(secret)).fingerprint)]"
    }

    /// Both registrations as they should be.
    private func present(_ secret: String = "one") throws -> [Webhook] {
        try [("messages", "W1"), ("attachmentActions", "W2")].map { resource, id in
            Webhook(
                id: WebhookID(id), name: try name("\(resource)/created", secret),
                targetURL: "https://bot.example.com/webhook", resource: resource, event: "created",
                secret: Secret(secret), creator: Person.bot.id)
        }
    }

    @Test func `both registrations, active and signed with the present secret, are well`() throws {
        #expect(try plan().steps(from: try present()).isEmpty)
    }

    @Test func `what is missing is registered`() throws {
        #expect(try plan().steps(from: []) == WebhookPlan.Subject.all.map { .register($0) })
        #expect(try plan().steps(from: [try present()[1]]) == [.register(WebhookPlan.Subject.all[0])])
    }

    @Test func `what was switched off is switched on`() throws {
        var webhooks = try present()
        webhooks[0].isActive = false
        #expect(try plan().steps(from: webhooks) == [.renew(webhooks[0])])
    }

    @Test func `what is signed with an earlier secret is signed anew, be the secret told or not`() throws {
        for told in [true, false] {
            var webhooks = try present("old")
            if !told { for index in webhooks.indices { webhooks[index].secret = nil } }
            var renewed = webhooks
            renewed[0].name = try name("messages/created")
            renewed[1].name = try name("attachmentActions/created")
            #expect(try plan().steps(from: webhooks) == renewed.map { .renew($0) })
        }
    }

    @Test func `a secret that somebody changed by hand is set again`() throws {
        var webhooks = try present()
        webhooks[1].secret = Secret("other")
        #expect(try plan().steps(from: webhooks) == [.renew(webhooks[1])])
    }

    @Test func `a second one of ours is removed, and the one that works is kept`() throws {
        var twin = try present()[0]
        twin.id = WebhookID("W0")
        twin.isActive = false
        #expect(try plan().steps(from: [twin] + (try present())) == [.remove(twin)])
    }

    @Test func `one with a filter is replaced`() throws {
        var webhooks = try present()
        webhooks[0].filter = "roomType=direct"
        #expect(
            try plan().steps(from: webhooks) == [.register(WebhookPlan.Subject.all[0]), .remove(webhooks[0])])
    }

    @Test func `webhooks of others are never touched`() throws {
        var foreign = try present()
        foreign[0].name = "weekly report"
        foreign[1].creator = PersonID("2f9e4b16-7a0d-4f58-b1c3-9c2f6d8e7a02", .person)
        var elsewhere = try present()[0]
        elsewhere.targetURL = "https://staging.example.com/webhook"
        #expect(try plan().steps(from: try present() + foreign + [elsewhere]).isEmpty)
        #expect(try plan().steps(from: foreign) == WebhookPlan.Subject.all.map { .register($0) })
    }

    @Test func `one at another address has our mark and is not ours`() throws {
        var elsewhere = try present()[0]
        elsewhere.targetURL = "https://staging.example.com/webhook"
        #expect(WebhookOwner.isMarked(elsewhere, by: Person.bot.id))
        #expect(!owner.isOurs(elsewhere))
    }

    @Test func `an empty secret makes no plan`() { #expect(throws: (any Error).self) { try plan("") } }
}
