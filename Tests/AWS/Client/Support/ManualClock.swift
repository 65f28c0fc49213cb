import SluiceModel
import Synchronization

/// A clock that stands still until somebody sleeps, and then is at once where the sleeper wants to be.
final class ManualClock: TimeSource {
    typealias Duration = Swift.Duration

    private let state: Mutex<(now: Timestamp, sleeps: [Duration])>

    init(_ start: Timestamp = ManualClock.start) {
        state = Mutex((start, []))
    }

    /// 2015-08-30T12:36:00Z.
    static let start = Timestamp(seconds: 1_440_938_160)

    var now: Timestamp { state.withLock { $0.now } }

    var minimumResolution: Duration { .nanoseconds(1) }

    /// How long was slept, each time.
    var sleeps: [Duration] { state.withLock { $0.sleeps } }

    func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        state.withLock { state in
            state.sleeps.append(state.now.duration(to: deadline))
            state.now = max(state.now, deadline)
        }
    }

    func advance(by duration: Duration) {
        state.withLock { $0.now = $0.now.advanced(by: duration) }
    }
}
