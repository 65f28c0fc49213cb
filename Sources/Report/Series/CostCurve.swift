import SluiceModel

/// What a run had cost by each moment: every line of its bill, spread as it grew.
struct CostCurve: Sendable, Hashable {
    /// Seconds from the start, ascending.
    let at: [Double]
    /// US dollars of everything by then.
    let total: [Double]
    /// US dollars of what grows with the hours of tasks.
    let tasks: [Double]

    /// Follows the bill of `timeline` at `count` moments after the start, evenly apart.
    init(_ timeline: Timeline, count: Int) {
        let length = max(timeline.lengthInSeconds, 1e-3)
        let times = (0...max(1, count)).map { Double($0) * length / Double(max(1, count)) }
        func dollars(_ growth: Timeline.CostLine.Growth) -> Double {
            timeline.cost.lazy.filter { $0.growth == growth }.reduce(0) { $0 + $1.dollars }
        }
        let lives = Self.shares(of: timeline.tasks.compactMap { $0.life(length) }, at: times)
        let ends = timeline.jobs.map { $0.submitted.secondsFromStart }
        let jobs = Self.shares(of: ends.map { $0...$0 }, at: times)
        let prices = (dollars(.tasks), dollars(.jobs), dollars(.time))
        at = times
        tasks = lives.map { $0 * prices.0 }
        total = times.indices.map { lives[$0] * prices.0 + jobs[$0] * prices.1 + times[$0] / length * prices.2 }
    }

    /// Which share of all spans lies before each of the ascending `times`; spans without length count as one each.
    ///
    /// All of nothing is spread evenly.
    private static func shares(of spans: [ClosedRange<Double>], at times: [Double]) -> [Double] {
        let lengths = spans.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
        let isCounted = lengths == 0
        let whole = isCounted ? Double(spans.count) : lengths
        guard whole > 0, let last = times.last else { return times.map { $0 / max(times.last ?? 1, 1e-3) } }
        let starts = Cumulative(spans.map { min($0.lowerBound, last) })
        let ends = Cumulative(spans.map { min($0.upperBound, last) })
        return times.map { time in
            isCounted
                ? Double(starts.count(upTo: time)) / whole : (starts.area(upTo: time) - ends.area(upTo: time)) / whole
        }
    }
}

/// How many moments have passed, and for how long, added up.
private struct Cumulative {
    private let moments: [Double]
    private let sums: [Double]

    init(_ moments: [Double]) {
        self.moments = moments.sorted()
        var sum = 0.0
        sums =
            [0]
            + self.moments.map {
                sum += $0
                return sum
            }
    }

    /// How many are not after `time`.
    func count(upTo time: Double) -> Int {
        var (low, high) = (0, moments.count)
        while low < high {
            let middle = (low + high) / 2
            if moments[middle] <= time { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The sum of the times since each of them.
    func area(upTo time: Double) -> Double {
        let count = count(upTo: time)
        return Double(count) * time - sums[count]
    }
}

extension Timeline.Task {
    /// From when it is billed to its end, or to the end of a run of `length` seconds, after the start.
    fileprivate func life(_ length: Double) -> ClosedRange<Double>? {
        guard let billed = billed ?? ready else { return nil }
        let from = max(0, billed.secondsFromStart)
        let until = min(length, stopped?.secondsFromStart ?? length)
        return from < until ? from...until : nil
    }
}
