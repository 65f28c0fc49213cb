/// All pairs of peaks that can be neighbouring beats, and the best chain ending in each pair.
struct Lattice {
    /// Peak times in seconds, ascending.
    let times: [Double]
    /// Natural logarithm of the interval of every pair.
    private(set) var logIntervals: [Double] = []
    /// Value of the best chain that ends with a pair.
    var values: [Double]
    /// The pair before it in that chain; -1 where the chain starts.
    var origins: [Int]
    /// For every peak the first possible predecessor, and where its pairs begin.
    private var firstSource: [Int] = []
    private var firstEdge: [Int] = []

    init(times: [Double], intervals: ClosedRange<Double>) {
        self.times = times
        var low = 0
        var high = 0
        for time in times {
            while times[low] < time - intervals.upperBound { low += 1 }
            while times[high] <= time - intervals.lowerBound { high += 1 }
            firstSource.append(low)
            firstEdge.append(logIntervals.count)
            for source in low..<max(low, high) { logIntervals.append(RealFunction.log(time - times[source])) }
        }
        firstEdge.append(logIntervals.count)
        values = [Double](repeating: 0, count: logIntervals.count)
        origins = [Int](repeating: -1, count: logIntervals.count)
    }

    /// The pairs that end in a peak.
    func edges(into peak: Int) -> Range<Int> { firstEdge[peak]..<firstEdge[peak + 1] }

    /// The earlier peak of a pair that ends in `peak`.
    func source(of edge: Int, into peak: Int) -> Int { firstSource[peak] + edge - firstEdge[peak] }
}
