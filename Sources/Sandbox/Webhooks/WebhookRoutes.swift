import FoundationEssentials
import HTTPTypes
import JSONTree
import WebConnections

extension Cloud {
    static let webhookRoutes = [
        Route(.get, "/v1/webhooks", listWebhooks),
        Route(.post, "/v1/webhooks", registerWebhook),
        Route(.get, "/v1/webhooks/{id}", webhook),
        Route(.put, "/v1/webhooks/{id}", changeWebhook),
        Route(.delete, "/v1/webhooks/{id}", removeWebhook),
    ]

    private func listWebhooks(_ call: Call) throws -> ServerResponse {
        let caller = try caller(of: call)
        let page = try Page(call, default: 100, limit: 100, behaviour.paging)
        let webhooks: [Webhook]
        switch call.query("ownedBy") {
        case nil, "creator": webhooks = withState { $0.webhooks.webhooks(of: caller.account) }
        case "org":
            guard !caller.account.roles.isEmpty else { throw APIError.forbidden }
            webhooks = withState { $0.webhooks.all }.filter { webhook in
                webhook.ownership == .org
                    && company.account(id: webhook.creator)?.organization == caller.account.organization
            }
        default: throw APIError.badRequest("'ownedBy' must be creator or org.")
        }
        return page.answer(webhooks, to: call, at: origin) { .object($0.json(ids: ids, company)) }
    }

    /// Takes the right to read what the webhook is about.
    private func registerWebhook(_ call: Call) throws -> ServerResponse {
        let caller = try caller(of: call)
        let draft = try WebhookDraft(call.object())
        switch draft.resource {
        case "meetings", "meetingParticipants": try caller.require(anyOf: Scope.schedule, Scope.adminSchedule)
        case "recordings", "meetingTranscripts", "convergedRecordings":
            try caller.require(anyOf: Scope.recordings, Scope.adminRecordings, Scope.complianceMeetings)
        default: try caller.require(anyOf: Scope.everything)
        }
        guard draft.ownership == .creator || !caller.account.roles.isEmpty else { throw APIError.forbidden }
        let webhook = Webhook(
            id: newID(), creator: caller.account.id, resource: draft.resource, event: draft.event,
            filter: draft.filter, ownership: draft.ownership, created: call.now, name: draft.name,
            targetURL: draft.targetURL, secret: draft.secret)
        withState { $0.webhooks.add(webhook) }
        webhookRegistered.give()
        return .json(.object(webhook.json(ids: ids, company)))
    }

    private func webhook(_ call: Call) throws -> ServerResponse {
        .json(.object(try ownWebhook(call).json(ids: ids, company)))
    }

    /// Name, target, secret and status can be changed, the last one to `active` only; all else is ignored.
    private func changeWebhook(_ call: Call) throws -> ServerResponse {
        let webhook = try ownWebhook(call)
        let body = try call.object()
        let (name, target) = (try WebhookDraft.needed(body, "name"), try WebhookDraft.target(body))
        let (secret, status) = (try WebhookDraft.text(body, "secret"), try WebhookDraft.text(body, "status"))
        guard status == nil || status == Webhook.Status.active.rawValue else {
            throw APIError.badRequest("'status' can only be set to active.")
        }
        let changed = withState { state in
            state.webhooks.change(webhook.id) { webhook in
                (webhook.name, webhook.targetURL) = (name, target)
                webhook.secret = secret ?? webhook.secret
                if status != nil { (webhook.status, webhook.failures) = (.active, []) }
            }
        }
        guard let changed else { throw APIError.notFound }
        return .json(.object(changed.json(ids: ids, company)))
    }

    private func removeWebhook(_ call: Call) throws -> ServerResponse {
        let webhook = try ownWebhook(call)
        withState { $0.webhooks.remove(webhook) }
        return ServerResponse(.noContent)
    }

    private func ownWebhook(_ call: Call) throws -> Webhook {
        let account = try caller(of: call).account
        let webhook = ids.key(of: call.id, .webhook).flatMap { key in
            withState { $0.webhooks.webhook(key, of: account) }
        }
        guard let webhook else { throw APIError.notFound }
        return webhook
    }
}

extension Webhook {
    /// As `GET /webhooks/{id}` shows it to its creator, the secret included.
    func json(ids: PublicIDs, _ company: Company) -> JSONObject {
        var object = envelope(ids: ids, company)
        object["secret"] = secret.map(JSONValue.string)
        return object
    }

    /// What the registration and every delivery of it have in common.
    func envelope(ids: PublicIDs, _ company: Company) -> JSONObject {
        let organization = company.account(id: creator)?.organization ?? company.organization
        let members: [(String, JSONValue?)] = [
            ("id", .string(ids.encode(.webhook, id))),
            ("name", .string(name)),
            ("targetUrl", .string(targetURL)),
            ("resource", .string(resource)),
            ("event", .string(event)),
            ("filter", filter.map { .string($0.text) }),
            // Here, and only here, without the scheme of other ids.
            ("orgId", .string(String(Data(organization.id.utf8).base64EncodedString().prefix { $0 != "=" }))),
            ("createdBy", .string(ids.encode(.person, creator))),
            ("appId", .string(ids.encode(.application, StableID.hexadecimal("application", creator)))),
            ("ownedBy", .string(ownership.rawValue)),
            ("status", .string(status.rawValue)),
            ("created", .string(Timestamp.milliseconds(created))),
        ]
        return JSONObject(members.compactMap { name, value in value.map { JSONObject.Member(name, $0) } })
    }
}
