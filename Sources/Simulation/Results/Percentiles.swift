/// Percentiles of times, in seconds.
package struct Percentiles: Sendable, Hashable, Codable {
    package let count: Int
    package let mean: Double
    package let p50: Double
    package let p90: Double
    package let p95: Double
    package let p99: Double
    package let maximum: Double

    /// The percentiles of `values` in nanoseconds, by nearest rank: the smallest value that so many per cent do not exceed.
    ///
    /// All are 0 for no values.
    package init(_ values: [Int64]) {
        var values = values
        count = values.count
        var sum = 0.0
        for value in values { sum += Double(value) }
        mean = values.isEmpty ? 0 : sum / Double(values.count) / 1e9
        var from = 0
        func value(_ percent: Int) -> Double {
            guard !values.isEmpty else { return 0 }
            let rank = max(0, (values.count * percent + 99) / 100 - 1)
            values.select(rank, from: from)
            from = rank
            return Double(values[rank]) / 1e9
        }
        p50 = value(50)
        p90 = value(90)
        p95 = value(95)
        p99 = value(99)
        maximum = value(100)
    }

    /// The percentile called `name`: `mean`, `max`, `p50`, `p90`, `p95` or `p99`; nil for another.
    package subscript(_ name: String) -> Double? {
        switch name {
        case "mean": mean
        case "p50": p50
        case "p90": p90
        case "p95": p95
        case "p99": p99
        case "max": maximum
        default: nil
        }
    }
}

extension [Int64] {
    /// Puts the value of rank `rank` in its place, smaller ones before it, larger ones behind: Hoare's selection.
    ///
    /// What lies before `start` must be in its place already.
    fileprivate mutating func select(_ rank: Int, from start: Int) {
        var (low, high) = (start, count - 1)
        while low < high {
            let pivot = middle(self[low], self[low + (high - low) / 2], self[high])
            var (left, right) = (low, high)
            while left <= right {
                while self[left] < pivot { left += 1 }
                while self[right] > pivot { right -= 1 }
                if left <= right {
                    swapAt(left, right)
                    left += 1
                    right -= 1
                }
            }
            if rank <= right {
                high = right
            } else if rank >= left {
                low = left
            } else {
                return
            }
        }
    }

    private func middle(_ a: Int64, _ b: Int64, _ c: Int64) -> Int64 {
        Swift.max(Swift.min(a, b), Swift.min(Swift.max(a, b), c))
    }
}
