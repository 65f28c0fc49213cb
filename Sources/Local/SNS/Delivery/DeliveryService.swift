import GRDB
import Logging
import ServiceLifecycle
import SluiceModel
import SluiceWire
import Synchronization

/// Makes deliveries: each subscription has lanes of its own, so that a slow endpoint holds up nobody else.
///
/// A delivery is removed once it has been made, so one that a stop interrupts is made again at the next start.
struct DeliveryService: Service {
    let host: TopicHost
    let queues: QueueHost
    let transport: any SubscriberTransport
    let logger: Logger

    /// Deliveries at once to one subscription.
    private static let lanes = 8
    /// How long nothing is tried after the database has refused.
    private static let patience = Duration.seconds(5)

    func run() async throws {
        await cancelWhenGracefulShutdown { await deliver() }
    }

    private func deliver() async {
        let lanes = DeliveryLanes(width: Self.lanes)
        await withDiscardingTaskGroup { group in
            var rings = host.bell.rings.makeAsyncIterator()
            while !Task.isCancelled {
                let next = await start(lanes, &group)
                let alarm = Task { [host] in
                    guard let next else { return }
                    try? await host.clock.sleep(until: next, tolerance: nil)
                    if !Task.isCancelled { host.bell.ring() }
                }
                _ = await rings.next()
                alarm.cancel()
            }
        }
    }

    /// Starts what is due and returns when to look again; nil when only a ring can bring something.
    private func start(_ lanes: DeliveryLanes, _ group: inout DiscardingTaskGroup) async -> Timestamp? {
        do {
            let now = host.clock.now
            for delivery in try await host.dueDeliveries(at: now, lanes: Self.lanes, except: lanes.ids) {
                guard let id = delivery.id, lanes.enter(id, delivery.subscription) else { continue }
                group.addTask {
                    if await make(delivery, id) { lanes.leave(id, delivery.subscription) }
                    host.bell.ring()
                }
            }
            return try await host.nextDelivery(after: now)
        } catch {
            if !Task.isCancelled { logger.error("notifications cannot be read", metadata: ["error": "\(error)"]) }
            return host.clock.now.advanced(by: Self.patience)
        }
    }

    /// Makes a delivery and writes down how it went; false when that could not be written, so that it is not made again
    /// before the next start.
    private func make(_ delivery: DeliveryRecord, _ id: Int64) async -> Bool {
        do {
            guard let subscription = try await host.subscription(delivery.subscription) else {
                try await host.settle(id, .done)
                return true
            }
            let outcome = await attempt(delivery, subscription)
            if case .failed = outcome, Task.isCancelled { return true }
            let settled = settlement(of: outcome, delivery, subscription)
            // What has been sent must not be forgotten because the server is stopping.
            try await Task { [host] in try await host.settle(id, settled) }.value
            return true
        } catch {
            if Task.isCancelled { return true }
            logger.error(
                "a notification could not be settled; it comes again after a restart",
                metadata: ["message": "\(delivery.messageID)", "error": "\(error)"]
            )
            return false
        }
    }

    private func attempt(_ delivery: DeliveryRecord, _ subscription: SubscriptionRecord) async -> DeliveryOutcome {
        switch subscription.protocolName {
        case "sqs": await QueueDelivery(queues: queues, host: host).attempt(delivery, subscription)
        default: await post(SubscriberRequest(delivery, to: subscription, host))
        }
    }

    /// 2xx is success; 429, 5xx and no answer may pass; anything else will not (Amazon SNS, "Fanout to HTTPS endpoints").
    private func post(_ request: SubscriberRequest) async -> DeliveryOutcome {
        do {
            let status = try await transport.post(request)
            if (200..<300).contains(status) { return .made }
            return .failed("it answered \(status)", mayPass: status == 429 || status >= 500)
        } catch {
            return .failed("\(error)", mayPass: true)
        }
    }

    private func settlement(
        of outcome: DeliveryOutcome,
        _ delivery: DeliveryRecord,
        _ subscription: SubscriptionRecord
    ) -> DeliverySettlement {
        guard case .failed(let reason, let mayPass) = outcome else { return .done }
        let attempt = delivery.attempts + 1
        var metadata: Logger.Metadata = [
            "subscriber": "\(subscription.endpoint)", "topic": "\(subscription.topic)",
            "message": "\(delivery.messageID)", "attempt": "\(attempt) of \(DeliveryRetry.attempts)",
            "error": "\(reason)",
        ]
        guard mayPass, let wait = DeliveryRetry.wait(afterAttempt: attempt) else {
            logger.error("a notification is given up", metadata: metadata)
            return .done
        }
        metadata["again in"] = "\(wait.inSeconds) s"
        logger.warning("a notification could not be delivered", metadata: metadata)
        return .again(attempts: attempt, at: host.clock.now.advanced(by: wait))
    }
}

/// How an attempt to deliver went.
enum DeliveryOutcome: Sendable, Hashable {
    case made
    /// It failed, and may succeed later or will never.
    case failed(String, mayPass: Bool)
}

/// What becomes of a delivery after an attempt.
enum DeliverySettlement: Sendable, Hashable {
    /// It was made, or is given up.
    case done
    case again(attempts: Int, at: Timestamp)
}

/// Which deliveries are under way.
private final class DeliveryLanes: Sendable {
    private struct State {
        var ids: Set<Int64> = []
        var counts: [String: Int] = [:]
    }

    private let state = Mutex(State())
    private let width: Int

    init(width: Int) { self.width = width }

    var ids: Set<Int64> { state.withLock { $0.ids } }

    /// Takes a lane of the subscription; false when all are taken or the delivery is under way.
    func enter(_ id: Int64, _ subscription: String) -> Bool {
        state.withLock { state in
            guard state.counts[subscription, default: 0] < width, state.ids.insert(id).inserted else { return false }
            state.counts[subscription, default: 0] += 1
            return true
        }
    }

    func leave(_ id: Int64, _ subscription: String) {
        state.withLock { state in
            state.ids.remove(id)
            let count = (state.counts[subscription] ?? 1) - 1
            state.counts[subscription] = count == 0 ? nil : count
        }
    }
}
