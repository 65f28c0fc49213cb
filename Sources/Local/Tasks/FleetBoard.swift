package import SluiceModel
import Synchronization

/// The latest counts of queue and fleet, for all who watch a local system.
package final class FleetBoard: Sendable {
    /// The counts of one moment.
    package struct Counts: Sendable, Hashable, Codable {
        package var at: Timestamp
        package var visible: Int
        package var inFlight: Int
        package var desired: Int
        package var pending: Int
        package var running: Int
        /// The least and the most tasks that there may be.
        package var minimum: Int
        package var maximum: Int
        /// Why there may not be more.
        package var maximumReason: String

        /// Counts at a moment.
        package init(
            at: Timestamp,
            queue: (visible: Int, inFlight: Int),
            tasks: (desired: Int, pending: Int, running: Int),
            limits: (minimum: Int, maximum: Int, reason: String)
        ) {
            self.at = at
            (visible, inFlight) = queue
            (desired, pending, running) = tasks
            (minimum, maximum, maximumReason) = limits
        }
    }

    private let latest = Mutex<Counts?>(nil)

    /// A board with nothing on it.
    package init() {}

    /// The latest counts; nil before the fleet was looked at.
    package var counts: Counts? { latest.withLock { $0 } }

    /// Puts up new counts.
    package func put(_ counts: Counts) { latest.withLock { $0 = counts } }
}
