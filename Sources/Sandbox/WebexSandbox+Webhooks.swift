/// Looking at webhooks and their deliveries, and disturbing them.
extension WebexSandbox {
    /// Returns when a bot can hear of something, over an event socket or by a webhook; for one caller at a time.
    package func botListens() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.socketOpened() }
            group.addTask { await self.cloud.webhookRegistered.given() }
            await group.next()
            group.cancelAll()
        }
    }

    /// The latest thousand deliveries that were tried, in the order in which they ended.
    package var deliveries: [DeliveryReport] { cloud.deliveryLog.latest }

    /// Every delivery that ends from now on.
    package var comingDeliveries: AsyncStream<DeliveryReport> { cloud.deliveryLog.coming }

    /// How many webhooks are registered and deliver.
    package var activeWebhooks: Int { cloud.withState { $0.webhooks.all.count { $0.status == .active } } }

    /// Keeps every delivery back from now on.
    package func holdDeliveries() { cloud.outbox.hold() }

    /// Sends what was kept back, in the order of the events or against it.
    package func releaseDeliveries(newestFirst: Bool = false) { cloud.outbox.release(newestFirst: newestFirst) }

    /// Switches every webhook off, as Webex does after failures.
    package func deactivateWebhooks() {
        cloud.withState { state in
            for webhook in state.webhooks.all { _ = state.webhooks.change(webhook.id) { $0.status = .inactive } }
        }
    }
}
