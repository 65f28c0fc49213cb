import Dispatch
import Synchronization

/// Work on all elements of a list at once, on as many processors as there are.
enum Parallel {
    /// What `transform` makes of each element, in their order.
    ///
    /// - Parameters:
    ///   - elements: Independent of each other.
    ///   - transform: Must give the same result whenever and wherever it runs.
    ///   - onEach: Called by the caller's own thread after each of them.
    /// - Returns: The results.
    static func map<Element: Sendable, Result: Sendable>(
        _ elements: [Element],
        _ transform: @escaping @Sendable (Element) -> Result,
        onEach: () -> Void = {}
    ) -> [Result] {
        let results = Slots<Result>(count: elements.count)
        let arrived = DispatchSemaphore(value: 0)
        DispatchQueue.global().async {
            DispatchQueue.concurrentPerform(iterations: elements.count) { index in
                results.put(transform(elements[index]), at: index)
                arrived.signal()
            }
        }
        for _ in elements {
            arrived.wait()
            onEach()
        }
        return results.all
    }

    /// Results that come in any order.
    private final class Slots<Result: Sendable>: Sendable {
        private let slots: Mutex<[Result?]>

        init(count: Int) { slots = Mutex([Result?](repeating: nil, count: count)) }

        func put(_ result: Result, at index: Int) { slots.withLock { $0[index] = result } }

        var all: [Result] { slots.withLock { $0.compactMap { $0 } } }
    }
}
