package import SluiceModel

/// How long to wait before a crashed task is replaced: at once after the first crash, then 1, 2, 4 … 30 s.
///
/// A task that has lived a minute wipes the past away.
package struct RestartBackoff: Sendable, Hashable {
    private var crashes = 0
    private var notBefore: Timestamp?

    /// No crash so far.
    package init() {}

    private static let healthyLife = Duration.seconds(60)
    private static let longest = Duration.seconds(30)

    /// Notes that a task started at `startedAt` has crashed at `now`.
    package mutating func crashed(startedAt: Timestamp, at now: Timestamp) {
        if startedAt.duration(to: now) >= Self.healthyLife { crashes = 0 }
        failed(at: now)
    }

    /// Notes that a task could not be started at `now`.
    package mutating func failed(at now: Timestamp) {
        crashes += 1
        notBefore = now.advanced(by: crashes <= 1 ? .zero : min(Self.longest, .seconds(1 << min(crashes - 2, 10))))
    }

    /// Whether a task may start at `now`.
    package func mayStart(at now: Timestamp) -> Bool { wait(at: now) <= .zero }

    /// How long until a task may start.
    package func wait(at now: Timestamp) -> Duration {
        notBefore.map { max(.zero, now.duration(to: $0)) } ?? .zero
    }
}
