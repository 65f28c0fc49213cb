/// One-to-one pairs of reference and detected beats, closest pairs first.
struct BeatMatching {
    /// Detected minus reference time of every pair, in seconds.
    let lags: [Double]

    init(reference: [Double], detected: [Double], tolerance: Double) {
        var pairs: [(distance: Double, reference: Int, detected: Int)] = []
        for (index, beat) in reference.enumerated() {
            let near = SortedSearch.countBelow(beat, in: detected)
            for other in max(0, near - 1)..<min(detected.count, near + 2) {
                let distance = abs(detected[other] - beat)
                if distance <= tolerance { pairs.append((distance, index, other)) }
            }
        }
        pairs.sort { $0 < $1 }
        var isTaken = [Bool](repeating: false, count: reference.count)
        var isUsed = [Bool](repeating: false, count: detected.count)
        var lags: [(reference: Int, lag: Double)] = []
        for pair in pairs where !isTaken[pair.reference] && !isUsed[pair.detected] {
            isTaken[pair.reference] = true
            isUsed[pair.detected] = true
            lags.append((pair.reference, detected[pair.detected] - reference[pair.reference]))
        }
        self.lags = lags.map(\.lag)
    }
}
