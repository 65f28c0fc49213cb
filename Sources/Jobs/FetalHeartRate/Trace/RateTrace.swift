/// A heart rate sampled evenly, as a monitor prints it.
package struct RateTrace: Sendable, Equatable {
    /// Samples per second.
    package static let rate = 4.0

    /// Shortest piece between two blanks, in seconds.
    static let shortestPiece = 5.0

    /// Beats per minute every quarter of a second from 0 on; nil where it is not known.
    package var values: [Double?]

    /// Mean of the accepted instantaneous rates within 1 s of every point.
    init(_ intervals: BeatIntervals, count: Int) {
        values = (0..<count).map { index in
            let time = Double(index) / Self.rate
            let near = intervals.indexes(in: time - 1...time + 1).filter { intervals.isAccepted[$0] }
            guard !near.isEmpty else { return nil }
            return near.reduce(0) { $0 + 60 / intervals.lengths[$1] } / Double(near.count)
        }
    }

    /// A trace from values.
    package init(values: [Double?]) {
        self.values = values
    }

    /// The trace without the points whose beats do not stand out or have no even rhythm.
    func blanked(_ intervals: BeatIntervals, strengths: [Double], below threshold: Double) -> RateTrace {
        var result = values
        for index in values.indices where values[index] != nil {
            let support = TraceSupport(at: Double(index) / Self.rate, intervals, strengths: strengths)
            if support.accepted < 0.5 || support.strength < threshold { result[index] = nil }
        }
        for island in Islands.ranges(in: result.map { $0 != nil }, shorterThan: Self.shortestPiece) {
            for index in island { result[index] = nil }
        }
        return RateTrace(values: result)
    }

    /// Mean of the known values; nil when there is none.
    package var mean: Double? {
        let known = values.compactMap { $0 }
        return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }

    /// Share of the values that are known, 0 to 1.
    package var coverage: Double {
        values.isEmpty ? 0 : Double(values.count { $0 != nil }) / Double(values.count)
    }
}
