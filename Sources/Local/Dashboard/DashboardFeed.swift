import SluiceModel

/// What all pages are drawn from, taken at most once a second however many people look.
actor DashboardFeed {
    /// The system at one moment.
    struct Snapshot: Sendable {
        var at: Timestamp
        /// Every job with a status document, the latest first.
        var jobs: [JobStatus]
        var timeline: Timeline
        var counts: FleetBoard.Counts?
        /// Messages in the dead-letter queue.
        var letters: Int
    }

    private let source: DashboardSource
    private let board: FleetBoard
    private let letters: @Sendable () -> Int
    private let clock: any TimeSource
    private var latest: Snapshot?
    private var taking: Task<Snapshot, Never>?

    /// A second is what the fleet is looked at.
    private static let age = Duration.milliseconds(900)

    init(
        source: DashboardSource,
        board: FleetBoard,
        letters: @escaping @Sendable () -> Int,
        clock: any TimeSource
    ) {
        self.source = source
        self.board = board
        self.letters = letters
        self.clock = clock
    }

    /// The system as it is, at most a second ago.
    func snapshot() async -> Snapshot {
        if let latest, latest.at.duration(to: clock.now) < Self.age { return latest }
        if let taking { return await taking.value }
        let task = Task { await take() }
        taking = task
        let snapshot = await task.value
        (latest, taking) = (snapshot, nil)
        return snapshot
    }

    /// The system as it is now, after something was done to it.
    func fresh() async -> Snapshot {
        latest = nil
        return await snapshot()
    }

    private func take() async -> Snapshot {
        let timeline = await source.timeline()
        let jobs = await source.jobs().values.sorted {
            ($0.submittedAt ?? $0.startedAt ?? .epoch, $0.id) > ($1.submittedAt ?? $1.startedAt ?? .epoch, $1.id)
        }
        return Snapshot(at: clock.now, jobs: jobs, timeline: timeline, counts: board.counts, letters: letters())
    }
}
