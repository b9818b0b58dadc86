import Recordings
import WebexAPI

/// Turns activities into events of ours, without asking anybody.
struct ActivityReader: Sendable {
    /// Ourselves, whose own messages come back on the socket.
    var me: PersonID
    var catalogue: ServiceCatalogue
    /// The addresses that a token may be sent to, beside Webex's own domains.
    var known: [WebexAddress]

    /// The event, or nothing when the activity asks nothing of us: our own, another bot's, or of a kind that needs no answer.
    func event(from activity: Activity) -> IncomingEvent? {
        guard let uuid = activity.actor?.entryUUID, activity.actor?.type ?? "PERSON" == "PERSON" else { return nil }
        let actor = PersonID(uuid, .person)
        guard actor != me, let kind = kind(of: activity) else { return nil }
        let resource = WebexID(
            kind == .cardAction ? .attachmentAction : .message, activity.id, cluster: cluster(of: activity.target))
        return IncomingEvent(
            id: EventID(activity: activity.id), kind: kind, resource: resource.publicID,
            resolver: resolver(of: activity, path: kind == .cardAction ? "attachment/actions" : "messages"),
            actor: actor)
    }

    private func kind(of activity: Activity) -> IncomingEvent.Kind? {
        switch activity.verb {
        case "post": return .message
        case "cardAction": return .cardAction
        case "share":
            guard activity.object?.objectType == "meetingContainer" else { return .message }
            // Without its meeting it is read as a message, so that whoever forwarded it gets the form at least.
            return activity.object?.meetingInstanceId.map { .forwardedRecording(instance: MeetingID($0)) } ?? .message
        default: return nil
        }
    }

    /// The region of the room, which its messages share.
    private func cluster(of target: Activity.Target?) -> String {
        if let room = target?.globalId.flatMap({ WebexID($0) }) { return room.cluster }
        let host = target?.url.flatMap { WebexAddress($0) }?.host
        guard let cluster = host.flatMap({ catalogue.clusters[$0] }), !WebexDefaults.homeClusters.contains(cluster)
        else {
            return WebexID.homeCluster
        }
        return cluster
    }

    /// Beside the conversation's own address; nothing when that lies where no token may go.
    private func resolver(of activity: Activity, path: String) -> String? {
        guard let target = activity.target, let url = target.url, let id = target.id,
            url.hasSuffix("conversations/\(id)"), ConversationAddresses.isKey(activity.id),
            WebexAddress(url)?.isTrusted(known: known) == true
        else { return nil }
        return url.dropLast("conversations/\(id)".count) + "\(path)/\(activity.id)"
    }
}
