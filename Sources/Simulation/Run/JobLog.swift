package import SluiceModel

/// What became of every job, by column; times in nanoseconds since the start, -1 for never.
package struct JobLog: Sendable {
    package internal(set) var submitted: [Int64] = []
    /// When the first attempt began.
    package internal(set) var started: [Int64] = []
    package internal(set) var finished: [Int64] = []
    package internal(set) var attempts: [UInt16] = []
    /// How often the message was received.
    var receives: [UInt16] = []
    var states: [State] = []
    /// The task of the first attempt; -1 for none.
    package internal(set) var tasks: [Int32] = []

    /// Where a job's message is, or what became of the job.
    enum State: UInt8, Sendable {
        case visible, hidden, succeeded, failed
    }

    /// How many jobs were submitted.
    package var count: Int { submitted.count }

    /// What became of job `index`.
    package func outcome(_ index: Int) -> Timeline.Outcome {
        switch states[index] {
        case .visible, .hidden: .unfinished
        case .succeeded: .succeeded
        case .failed: .failed
        }
    }

    mutating func reserve(_ count: Int) {
        submitted.reserveCapacity(count)
        started.reserveCapacity(count)
        finished.reserveCapacity(count)
        attempts.reserveCapacity(count)
        receives.reserveCapacity(count)
        states.reserveCapacity(count)
        tasks.reserveCapacity(count)
    }

    mutating func append(submitted time: Int64) {
        submitted.append(time)
        started.append(-1)
        finished.append(-1)
        attempts.append(0)
        receives.append(0)
        states.append(.visible)
        tasks.append(-1)
    }
}
