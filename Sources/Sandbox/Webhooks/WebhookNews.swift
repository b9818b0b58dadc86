import JSONTree

/// What webhooks are told of one activity: ids and times, never what was said.
struct WebhookNews {
    let resource: String
    let event: String
    let actor: Account
    let data: JSONObject
    /// What filters can tell it by.
    let facts: [String: [String]]

    /// - Parameters:
    ///   - activity: What happened.
    ///   - mentioned: Whom the message mentions, by account id.
    ///   - ids: Write the public ids.
    init(_ activity: Activity, mentioning mentioned: [String], ids: PublicIDs) {
        let room = ids.encode(.room, activity.room.id)
        let person = ids.encode(.person, activity.actor.id)
        let people = mentioned.map { ids.encode(.person, $0) }
        actor = activity.actor
        var members: [(String, JSONValue?)]
        switch activity.verb {
        case .post, .share: (resource, event) = ("messages", "created")
        case .delete: (resource, event) = ("messages", "deleted")
        case .cardAction: (resource, event) = ("attachmentActions", "created")
        }
        if activity.verb == .cardAction {
            // Without the kind of the room, which has to be asked for.
            members = [
                ("id", .string(ids.encode(.attachmentAction, activity.id))), ("type", "submit"),
                ("messageId", activity.parent.map { .string(ids.encode(.message, $0.id)) }),
                ("personId", .string(person)), ("roomId", .string(room)),
            ]
        } else {
            let message = activity.verb == .delete ? activity.object["id"]?.string ?? "" : activity.id
            members = [
                ("id", .string(ids.encode(.message, message))), ("roomId", .string(room)),
                ("roomType", .string(activity.room.kind.rawValue)), ("personId", .string(person)),
                ("personEmail", .string(activity.actor.email)),
                ("mentionedPeople", people.isEmpty ? nil : .array(people.map(JSONValue.string))),
            ]
        }
        if activity.verb != .delete { members.append(("created", .string(Timestamp.milliseconds(activity.published)))) }
        data = JSONObject(members.compactMap { name, value in value.map { JSONObject.Member(name, $0) } })
        facts = [
            "roomId": [room], "roomType": [activity.room.kind.rawValue], "personId": [person],
            "personEmail": [activity.actor.email], "mentionedPeople": people,
        ]
    }
}

extension Cloud {
    /// Writes to every webhook that the activity concerns.
    ///
    /// - Parameters:
    ///   - activity: What happened.
    ///   - mentioned: Whom the message mentions, by account id.
    ///   - listeners: The accounts that may know of it; what the bot itself does is not left out.
    func tellWebhooks(of activity: Activity, mentioning mentioned: [String], listeners: [String]) {
        let webhooks = withState { $0.webhooks.all }
        guard !webhooks.isEmpty else { return }
        let news = WebhookNews(activity, mentioning: mentioned, ids: ids)
        let concerned = webhooks.filter { webhook in
            webhook.status == .active && webhook.isAbout(news.resource, news.event)
                && listeners.contains(webhook.creator)
                && webhook.filter?.admits(news.facts, me: ids.encode(.person, webhook.creator)) != false
        }
        outbox.put(concerned.map { delivery(of: news, to: $0) }, copies: behaviour.webhooks.copies)
    }

    private func delivery(of news: WebhookNews, to webhook: Webhook) -> Delivery {
        var envelope = webhook.envelope(ids: ids, company)
        envelope["resource"] = .string(news.resource)
        envelope["event"] = .string(news.event)
        envelope["actorId"] = .string(ids.encode(.person, news.actor.id))
        envelope["data"] = .object(news.data)
        return Delivery(
            webhook: webhook.id, targetURL: webhook.targetURL, body: JSONValue.object(envelope).utf8,
            secret: webhook.secret)
    }
}
