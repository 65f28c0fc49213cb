/// The long polls of one queue that wait for a message, first come first served.
struct WaitingReceives: Sendable {
    private var continuations: [(id: UInt64, wake: CheckedContinuation<Void, Never>)] = []

    var isEmpty: Bool { continuations.isEmpty }

    mutating func add(_ id: UInt64, _ continuation: CheckedContinuation<Void, Never>) {
        continuations.append((id, continuation))
    }

    /// Takes the waiter `id` out; nil when somebody else has woken it already.
    mutating func remove(_ id: UInt64) -> CheckedContinuation<Void, Never>? {
        guard let index = continuations.firstIndex(where: { $0.id == id }) else { return nil }
        return continuations.remove(at: index).wake
    }

    /// Takes out up to `count` waiters, the longest waiting first.
    mutating func take(_ count: Int) -> [CheckedContinuation<Void, Never>] {
        let taken = continuations.prefix(max(0, count)).map(\.wake)
        continuations.removeFirst(taken.count)
        return taken
    }
}
