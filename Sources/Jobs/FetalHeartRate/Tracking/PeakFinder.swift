/// Local maxima of a signal.
package enum PeakFinder {
    /// Positions of all local maxima; of a plateau its middle.
    package static func maxima(_ signal: [Double]) -> [Int] {
        var result: [Int] = []
        var index = 1
        while index < signal.count - 1 {
            if signal[index] > signal[index - 1] {
                var end = index
                while end + 1 < signal.count, signal[end + 1] == signal[index] { end += 1 }
                if end + 1 < signal.count, signal[end + 1] < signal[index] { result.append((index + end) / 2) }
                index = end + 1
            } else {
                index += 1
            }
        }
        return result
    }

    /// The maxima that remain when, highest first, each removes all others nearer than `distance` samples.
    package static func maxima(_ signal: [Double], distance: Int) -> [Int] {
        let all = maxima(signal)
        var isKept = [Bool](repeating: true, count: all.count)
        let ranked = all.indices.sorted { (signal[all[$0]], $1) > (signal[all[$1]], $0) }
        for rank in ranked where isKept[rank] {
            var other = rank - 1
            while other >= 0, all[rank] - all[other] < distance {
                isKept[other] = false
                other -= 1
            }
            other = rank + 1
            while other < all.count, all[other] - all[rank] < distance {
                isKept[other] = false
                other += 1
            }
        }
        return all.indices.filter { isKept[$0] }.map { all[$0] }
    }
}
