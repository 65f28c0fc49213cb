/// How far the fetal trace can be believed, point by point, and where it must be blank.
///
/// A wrong but smooth trace is the dangerous failure, so doubt blanks it.
struct TraceQuality {
    /// 0 to 1 on the trace's grid.
    private(set) var values: [Double] = []
    /// Why a point is blank; nil where it is not.
    private(set) var reasons: [TraceGap.Reason?] = []

    /// Half window of the coincidence in seconds.
    private static let around = 10.0
    /// Least share of accepted intervals and least strength of the beats.
    private static let leastAccepted = 0.5
    private static let leastStrength = 0.8
    /// Strength that counts as perfect.
    private static let fullStrength = 2.0
    /// Shortest piece of trace between two blanks, in seconds.
    private static let shortestPiece = 2.0
    private static let sameRate = 5.0
    private static let sameRateSeconds = 20.0

    init(_ beats: BeatDetection, fetal: BeatIntervals, rates: (fetal: RateTrace, maternal: RateTrace), loss: InputLoss)
    {
        let shadowed = Self.shadowed(rates.fetal, rates.maternal)
        for index in rates.fetal.values.indices {
            let time = Double(index) / RateTrace.rate
            let support = TraceSupport(at: time, fetal, strengths: beats.strength)
            let coincidence = Self.coincidence(beats, around: time)
            var reason: TraceGap.Reason?
            if loss.contains(time) || !support.hasBeats {
                reason = .lost
            } else if shadowed[index] || coincidence > Coincidence.limit {
                reason = .maternal
            } else if support.accepted < Self.leastAccepted || rates.fetal.values[index] == nil {
                reason = .irregular
            } else if support.strength < Self.leastStrength {
                reason = .weak
            }
            reasons.append(reason)
            let clean = (1 - loss.share[index]) * (1 - coincidence) * support.accepted
            values.append(reason == .lost ? 0 : clean * min(1, support.strength / Self.fullStrength))
        }
        for island in Islands.ranges(in: reasons.map { $0 == nil }, shorterThan: Self.shortestPiece) {
            for index in island { reasons[index] = reasons[island.lowerBound - 1] }
        }
    }

    /// Points where the two rates have been within 5 bpm of each other for more than 20 s.
    private static func shadowed(_ fetal: RateTrace, _ maternal: RateTrace) -> [Bool] {
        var result = [Bool](repeating: false, count: fetal.values.count)
        var start = 0
        for index in 0...fetal.values.count {
            if index < fetal.values.count, let f = fetal.values[index], let m = maternal.values[index],
                abs(f - m) < sameRate
            {
                continue
            }
            if Double(index - start) > sameRateSeconds * RateTrace.rate {
                for at in start..<index { result[at] = true }
            }
            start = index + 1
        }
        return result
    }

    private static func coincidence(_ beats: BeatDetection, around time: Double) -> Double {
        let range = time - around...time + around
        return Coincidence.share(
            fetal: milliseconds(beats.fetal, in: range),
            maternal: milliseconds(beats.maternal, in: range),
            samplingRate: 1000
        )
    }

    private static func milliseconds(_ times: [Double], in range: ClosedRange<Double>) -> [Int] {
        var low = 0
        var high = times.count
        while low < high {
            let middle = (low + high) / 2
            if times[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
        }
        return times[low...].prefix { $0 <= range.upperBound }.map { Int(($0 * 1000).rounded()) }
    }

    /// Blank stretches with their reasons, in order.
    var gaps: [TraceGap] {
        var result: [TraceGap] = []
        for (index, reason) in reasons.enumerated() {
            guard let reason else { continue }
            let from = Double(index) / RateTrace.rate
            let to = Double(index + 1) / RateTrace.rate
            if let last = result.last, last.reason == reason, last.to == from {
                result[result.count - 1].to = to
            } else {
                result.append(TraceGap(from: from, to: to, reason: reason))
            }
        }
        return result
    }
}
