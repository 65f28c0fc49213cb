import NIOPosix

/// The threads on which files are read and written, so that no call waits for a disk on an event loop.
struct FileThreads: Sendable {
    private let pool: NIOThreadPool

    /// Threads of `pool`, which somebody else starts and ends.
    init(_ pool: NIOThreadPool) {
        self.pool = pool
    }

    /// Runs `work` on one of the threads.
    /// - Throws: what `work` throws, or `CancellationError`.
    func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await pool.runIfActive(work)
    }

    /// Runs all of `works` side by side; disks finish several waits for them together.
    /// - Throws: what one of them throws, once all have ended.
    func runAll(_ works: [@Sendable () throws -> Void]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for work in works { group.addTask { try await pool.runIfActive(work) } }
            try await group.waitForAll()
        }
    }
}
