/// Forwarding recordings.
extension WebexSandbox {
    /// Forwards the recordings of one instance to the bot, in the room of the two or in a space where it is mentioned.
    ///
    /// - Parameters:
    ///   - id: The id of the instance; nobody checks whether it is the person's to see.
    ///   - email: Who forwards.
    ///   - title: The title of the space; nothing means the room of the two.
    /// - Returns: The public id of the message.
    /// - Throws: ``SandboxError`` when there is no such instance, or the person is not in such a space.
    @discardableResult
    package func forward(
        instance id: String, as email: String, inSpace title: String? = nil
    ) throws(SandboxError) -> String {
        let author = try person(email)
        guard let (series, instance) = company.instance(id: id) else { throw .noInstance(id: id) }
        let room = if let title { try room(ofSpace: title, for: author) } else { directRoom(of: author) }
        var message = Message(id: cloud.newID(), room: room.id, author: author.id, created: cloud.now())
        message.mentioned = title == nil ? [] : [company.bot.id]
        cloud.withState { [message] in $0.rooms.add(message) }
        cloud.publish(
            .share(instance, of: series, as: message, by: author, in: room), mentioning: message.mentioned)
        return cloud.ids.encode(.message, message.id)
    }

    /// The instances that somebody could forward: recorded, and theirs to see.
    package func forwardable(for email: String) throws(SandboxError) -> [(
        series: MeetingSeries, instance: MeetingInstance
    )] {
        let account = try person(email)
        let now = cloud.now()
        return company.meetings.flatMap { series in
            series.instances.filter { instance in
                instance.isVisible(to: account) && instance.recordings.contains { $0.isShared(at: now) }
            }.map { (series, $0) }
        }.sorted { $0.instance.start > $1.instance.start }
    }
}
