/// Wakes the one who delivers; a ring that nobody hears is heard at the next wait.
final class DeliveryBell: Sendable {
    private let continuation: AsyncStream<Void>.Continuation
    /// The rings, for one listener.
    let rings: AsyncStream<Void>

    init() {
        (rings, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func ring() { continuation.yield() }
}
