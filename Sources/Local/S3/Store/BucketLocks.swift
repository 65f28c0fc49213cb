import Synchronization

/// One lock for each bucket, held while names in it change, or are read together with their sidecars.
///
/// Nothing but a few system calls happens under it; bytes are read, written and brought to disk outside.
final class BucketLocks: Sendable {
    private final class Lock: Sendable {
        let mutex = Mutex(())
    }

    private let locks = Mutex<[String: Lock]>([:])

    /// Runs `work` while no one else is in `bucket`.
    func withLock<Result: Sendable>(_ bucket: String, _ work: () throws -> Result) throws -> Result {
        let lock = locks.withLock { locks in
            if let lock = locks[bucket] { return lock }
            let lock = Lock()
            locks[bucket] = lock
            return lock
        }
        return try lock.mutex.withLock { _ in try work() }
    }
}
