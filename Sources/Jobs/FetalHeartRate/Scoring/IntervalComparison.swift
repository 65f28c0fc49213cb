/// Intervals between detected beats against those of the reference, by the rules of the WFDB `mxm` tool, on which event 2
/// of the 2013 challenge rests.
///
/// Every detected interval, stamped at its first beat, is paired with the nearest reference interval; the tool's habits
/// at both ends are kept so that the figures agree. Times are in milliseconds.
struct IntervalComparison {
    /// Root mean square difference in milliseconds; NaN when nothing could be paired.
    private(set) var rms = Double.nan
    /// The tool's normalised form in percent.
    private(set) var percent = Double.nan

    private struct Series {
        var times: [Double]
        var lengths: [Double]

        init(_ beats: [Double]) {
            times = beats.dropLast() + [.infinity]
            lengths = zip(beats.dropFirst(), beats).map { $0 - $1 }
        }
    }

    init(reference: [Double], detected: [Double]) {
        guard reference.count >= 2, detected.count >= 2 else { return }
        var walk = Walk(reference: Series(reference), detected: Series(detected))
        walk.run(from: reference[0], to: reference[reference.count - 1])
        guard walk.taken > 0, walk.total != 0 else { return }
        rms = (walk.error / Double(walk.taken)).squareRoot()
        percent = 100 * (walk.error * Double(walk.taken)).squareRoot() / walk.total
    }

    /// The two series walked through together.
    private struct Walk {
        let reference: Series
        let detected: Series
        var taken = 0
        var error = 0.0
        var total = 0.0
        private var referenceIndex = -1
        private var detectedIndex = 0
        private var before = (time: 0.0, length: 0.0)
        private var after = (time: -1.0, length: 0.0)
        private var current = (time: -1.0, length: 0.0)

        init(reference: Series, detected: Series) {
            self.reference = reference
            self.detected = detected
        }

        mutating func run(from start: Double, to end: Double) {
            takeDetected()
            while current.time < start { takeDetected() }
            while after.time <= end || current.time <= end {
                advanceReference()
                let isEarlierNearer = current.time < .infinity && current.time - before.time < after.time - current.time
                let length = isEarlierNearer ? before.length : after.length
                error += (length - current.length) * (length - current.length)
                total += length
                takeDetected()
                if current.time == .infinity, after.time == .infinity { return }
            }
        }

        private mutating func takeDetected() {
            current.time = detected.times[detectedIndex]
            guard current.time < .infinity else { return }
            current.length = detected.lengths[detectedIndex]
            detectedIndex += 1
            taken += 1
        }

        private mutating func advanceReference() {
            while after.time < current.time {
                before = after
                referenceIndex += 1
                after.time = reference.times[min(referenceIndex, reference.times.count - 1)]
                guard after.time < .infinity else { return }
                after.length = reference.lengths[referenceIndex]
            }
        }
    }
}
