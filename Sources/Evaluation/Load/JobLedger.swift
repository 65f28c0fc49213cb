package import SluiceModel
import Synchronization

/// What an evaluation knows of each of its jobs, from the plan to the end.
package final class JobLedger: Sendable {
    /// One job.
    package struct Entry: Sendable, Hashable {
        /// The key that the job is submitted with, so that a request may be sent again.
        package let key: JobID
        /// The job's id: its key, unless the intake says otherwise.
        package var id: JobID
        /// When it was to be sent, after the begin.
        package let planned: Duration
        /// When its first request went out; nil before.
        package var sentAt: Timestamp?
        /// When the intake accepted it; nil before.
        package var acceptedAt: Timestamp?
        /// How many requests it took.
        package var requests = 0
        /// The last status that was seen; nil while the job waits.
        package var status: JobStatus?

        /// Whether nothing more will happen to it.
        package var hasEnded: Bool { status?.status.isFinal ?? false }
    }

    /// How many jobs are how far.
    package struct Counts: Sendable, Hashable {
        package var planned = 0
        package var accepted = 0
        package var ended = 0
        package var failed = 0
        /// Requests that had to be sent again.
        package var repeated = 0
        /// The longest that a request went out after its time.
        package var lag = Duration.zero
    }

    private struct State {
        var entries: [Entry]
        var counts = Counts()
        var begin: Timestamp?
        /// The job that is sent next.
        var next = 0
        /// All jobs before this one have ended.
        var oldest = 0
    }

    private let state: Mutex<State>

    /// Jobs to be sent at `times` after the begin, with keys that begin with `prefix`.
    package init(times: [Duration], prefix: String) {
        let entries = times.enumerated().map { index, time in
            guard let key = JobID("\(prefix)-\(index)") else {
                preconditionFailure("\(prefix) cannot begin a job's id")
            }
            return Entry(key: key, id: key, planned: time)
        }
        var state = State(entries: entries)
        state.counts.planned = entries.count
        self.state = Mutex(state)
    }

    /// How many jobs there are.
    package var count: Int { state.withLock { $0.entries.count } }

    /// How many are how far.
    package var counts: Counts { state.withLock { $0.counts } }

    /// All jobs, in the order of their plan.
    package var entries: [Entry] { state.withLock { $0.entries } }

    /// Job number `index`.
    package func entry(_ index: Int) -> Entry { state.withLock { $0.entries[index] } }

    /// Notes the moment that planned times count from.
    package func begin(at now: Timestamp) { state.withLock { $0.begin = now } }

    /// The next job to send; nil after the last.
    func takeNext() -> Int? {
        state.withLock { state in
            guard state.next < state.entries.count else { return nil }
            defer { state.next += 1 }
            return state.next
        }
    }

    /// Notes that a request for job `index` goes out.
    package func sending(_ index: Int, at now: Timestamp) {
        state.withLock { state in
            state.entries[index].requests += 1
            guard state.entries[index].sentAt == nil else {
                state.counts.repeated += 1
                return
            }
            state.entries[index].sentAt = now
            guard let begin = state.begin else { return }
            let due = begin.advanced(by: state.entries[index].planned)
            state.counts.lag = max(state.counts.lag, due.duration(to: now))
        }
    }

    /// Notes that job `index` was accepted under an id.
    package func accepted(_ index: Int, as id: JobID, at now: Timestamp) {
        state.withLock { state in
            guard state.entries[index].acceptedAt == nil else { return }
            state.entries[index].acceptedAt = now
            state.entries[index].id = id
            state.counts.accepted += 1
        }
    }

    /// Notes what the intake says of job `index`.
    package func saw(_ status: JobStatus, of index: Int) {
        state.withLock { state in
            guard !state.entries[index].hasEnded else { return }
            state.entries[index].status = status
            guard status.status.isFinal else { return }
            state.counts.ended += 1
            if status.status != .succeeded { state.counts.failed += 1 }
        }
    }

    /// The oldest accepted jobs that have not ended, `most` of them at most, with their places.
    package func unended(most: Int) -> [Int] {
        state.withLock { state in
            while state.oldest < state.entries.count, state.entries[state.oldest].hasEnded { state.oldest += 1 }
            var found: [Int] = []
            for index in state.oldest..<state.entries.count where found.count < most {
                let entry = state.entries[index]
                if entry.acceptedAt != nil, !entry.hasEnded { found.append(index) }
            }
            return found
        }
    }
}
