import Synchronization

/// Keys of a bucket that were written or deleted since somebody asked last.
package final class ObjectChanges: Sendable {
    private struct State {
        var bucket: String?
        var prefix = ""
        var keys: Set<String> = []
    }

    private let state = Mutex(State())

    /// Nobody watches.
    init() {}

    /// Watches the keys of a bucket that begin with `prefix`.
    package func watch(bucket: String, prefix: String) {
        state.withLock { $0 = State(bucket: bucket, prefix: prefix) }
    }

    /// The keys that changed since the last time.
    package func take() -> Set<String> {
        state.withLock { state in
            defer { state.keys = [] }
            return state.keys
        }
    }

    func note(bucket: String, key: String) {
        state.withLock { state in
            if state.bucket == bucket, key.hasPrefix(state.prefix) { state.keys.insert(key) }
        }
    }
}
