package import SluiceModel
import Synchronization

/// The tasks of the local fleet as their ECS agent knows them: who has reported, and who is protected from scale-in.
package final class TaskRegistry: Sendable {
    /// What is known of one task.
    package struct Entry: Sendable, Hashable {
        package let id: String
        package let createdAt: Timestamp
        /// When the worker in it first asked for its metadata; nil while it is still starting.
        package var startedAt: Timestamp?
        /// Until when it is protected; nil when it is not.
        package var protectedUntil: Timestamp?
    }

    private let entries = Mutex<[String: Entry]>([:])

    /// No tasks.
    package init() {}

    /// Adds a task that is about to start.
    package func add(_ id: String, at now: Timestamp) {
        entries.withLock { $0[id] = Entry(id: id, createdAt: now) }
    }

    /// Forgets a task that has ended.
    package func remove(_ id: String) {
        entries.withLock { $0[id] = nil }
    }

    /// What is known of a task; nil when there is no such task.
    package func entry(_ id: String) -> Entry? {
        entries.withLock { $0[id] }
    }

    /// The tasks whose workers have come up, and when.
    package var started: [(task: String, at: Timestamp)] {
        entries.withLock { $0.values.compactMap { entry in entry.startedAt.map { (entry.id, $0) } } }
    }

    /// Whether the worker in the task has come up.
    package func hasStarted(_ id: String) -> Bool { entry(id)?.startedAt != nil }

    /// Whether scale-in must leave the task alone at `now`.
    package func isProtected(_ id: String, at now: Timestamp) -> Bool {
        entry(id)?.protectedUntil.map { $0 > now } ?? false
    }

    /// Notes that the worker in the task has come up.
    func markStarted(_ id: String, at now: Timestamp) {
        entries.withLock { entries in
            if entries[id]?.startedAt == nil { entries[id]?.startedAt = now }
        }
    }

    /// Protects a task until `end`, or ends its protection when that is nil.
    func protect(_ id: String, until end: Timestamp?) {
        entries.withLock { $0[id]?.protectedUntil = end }
    }
}
