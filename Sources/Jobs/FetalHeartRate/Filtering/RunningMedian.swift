/// A running median over a short window, kept as a sorted list that loses one value and gains one per step.
package enum RunningMedian {
    /// The median of the `2 * half + 1` samples around every sample; the ends are repeated outward.
    package static func filter(_ values: [Double], half: Int) -> [Double] {
        guard half > 0, let first = values.first, let last = values.last else { return values }
        func sample(_ index: Int) -> Double {
            index < 0 ? first : index >= values.count ? last : values[index]
        }
        var window = (-half - 1..<half).map(sample).sorted()
        var result: [Double] = []
        result.reserveCapacity(values.count)
        for center in values.indices {
            replace(sample(center - half - 1), by: sample(center + half), in: &window)
            result.append(window[half])
        }
        return result
    }

    private static func replace(_ old: Double, by new: Double, in window: inout [Double]) {
        var at = position(of: old, in: window)
        while at + 1 < window.count, window[at + 1] < new {
            window[at] = window[at + 1]
            at += 1
        }
        while at > 0, window[at - 1] > new {
            window[at] = window[at - 1]
            at -= 1
        }
        window[at] = new
    }

    private static func position(of value: Double, in window: [Double]) -> Int {
        var low = 0
        var high = window.count - 1
        while low < high {
            let middle = (low + high) / 2
            if window[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
