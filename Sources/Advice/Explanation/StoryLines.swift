import SluiceModel

/// The lines of a story under way, with the clock of its timeline.
struct StoryLines {
    let timeline: Timeline
    private(set) var entries: [Explanation.Entry] = []
    /// The index of the first job that began its first attempt on a task, by the task's index.
    private let firstJobs: [Int: Int]

    init(_ timeline: Timeline) {
        self.timeline = timeline
        var firstJobs: [Int: Int] = [:]
        for (index, job) in timeline.jobs.enumerated() {
            guard let task = job.task, let start = job.started else { continue }
            if let best = firstJobs[task].flatMap({ timeline.jobs[$0].started }), best <= start { continue }
            firstJobs[task] = index
        }
        self.firstJobs = firstJobs
    }

    mutating func add(_ at: Timestamp, _ kind: String, _ text: String) {
        entries.append(.init(at: Double(at.nanoseconds) / 1e9, time: time(at), kind: kind, text: text))
    }

    /// The first job that began its first attempt on the task with this index; nil when none did.
    func firstJob(ofTask index: Int) -> Timeline.Job? { firstJobs[index].map { timeline.jobs[$0] } }

    /// `+12m05s`, and the clock's time for a measured run.
    func time(_ at: Timestamp) -> String {
        let seconds = Double(at.nanoseconds) / 1e9
        let offset = "+" + SpanText.clock(seconds)
        guard timeline.source.kind == .measured else { return offset }
        let wall = timeline.start.advanced(by: Timestamp.epoch.duration(to: at))
        return "\(wall.rfc3339.dropFirst(11).prefix(8)) \(offset)"
    }

    /// The span between two moments, in words.
    func span(_ from: Timestamp, _ to: Timestamp) -> String { SpanText.seconds(from.duration(to: to).inSeconds) }

    /// The changes of the desired count that the counts show; for runs of which no decisions are known.
    var desiredChanges: [(at: Timestamp, from: Int, to: Int)] {
        let series = timeline.series
        return series.at.indices.dropFirst().compactMap { row in
            let (from, to) = (series.desired[row - 1], series.desired[row])
            return from == to ? nil : (series.at[row], from, to)
        }
    }
}
