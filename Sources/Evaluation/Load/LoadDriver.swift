package import SluiceModel

/// Sends the jobs of a ledger at their times, some of them at once, and again when a connection is lost.
package struct LoadDriver: Sendable {
    /// Submits a job with a key and returns its id; the same key again does not run the job again.
    package typealias Submit = @Sendable (_ key: JobID, _ index: Int) async throws -> JobID

    private let clock: any TimeSource
    private let submit: Submit
    private let isFinal: @Sendable (any Error) -> Bool

    /// How long one job is tried before the load is given up.
    private static let patience = Duration.seconds(120)
    private static let firstPause = Duration.milliseconds(100)
    private static let longestPause = Duration.seconds(2)

    /// A driver.
    ///
    /// - Parameters:
    ///   - clock: When it is.
    ///   - isFinal: Whether an error would come again, as when the intake says that a request is wrong.
    ///   - submit: Submits one job.
    package init(
        clock: any TimeSource,
        isFinal: @escaping @Sendable (any Error) -> Bool,
        submit: @escaping Submit
    ) {
        self.clock = clock
        self.isFinal = isFinal
        self.submit = submit
    }

    /// Sends every job of `ledger`, at most `concurrency` at once.
    ///
    /// - Throws: `CancellationError`, what `submit` throws for good, or its last error when a job could not be submitted for
    ///   two minutes.
    package func run(_ ledger: JobLedger, concurrency: Int) async throws {
        let begin = clock.now
        ledger.begin(at: begin)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<min(max(1, concurrency), ledger.count) {
                group.addTask { try await sendAll(of: ledger, begin: begin) }
            }
            try await group.waitForAll()
        }
    }

    /// Takes one job after the other until none is left.
    private func sendAll(of ledger: JobLedger, begin: Timestamp) async throws {
        while let index = ledger.takeNext() {
            let due = begin.advanced(by: ledger.entry(index).planned)
            if due > clock.now { try await clock.sleep(until: due, tolerance: nil) }
            try await send(index, ledger)
        }
    }

    private func send(_ index: Int, _ ledger: JobLedger) async throws {
        let deadline = clock.now.advanced(by: Self.patience)
        var pause = Self.firstPause
        while true {
            try Task.checkCancellation()
            ledger.sending(index, at: clock.now)
            do {
                let id = try await submit(ledger.entry(index).key, index)
                return ledger.accepted(index, as: id, at: clock.now)
            } catch {
                if isFinal(error) || error is CancellationError || clock.now >= deadline { throw error }
            }
            try await clock.sleep(until: clock.now.advanced(by: pause), tolerance: nil)
            pause = min(Self.longestPause, pause * 2)
        }
    }
}
