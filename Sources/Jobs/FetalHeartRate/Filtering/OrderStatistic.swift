/// Medians and percentiles by selection, without a full sort.
package enum OrderStatistic {
    /// The median; the mean of the middle two for an even count, 0 for no values.
    package static func median(_ values: [Double]) -> Double { percentile(50, of: values) }

    /// A percentile with linear interpolation between neighbours (the usual type 7 definition); 0 for no values.
    package static func percentile(_ percent: Double, of values: [Double]) -> Double {
        var scratch = values
        return percentile(percent, ofScratch: &scratch, scratch.count)
    }

    /// The same over the first `count` elements of a buffer, which is reordered.
    static func percentile(_ percent: Double, ofScratch scratch: inout [Double], _ count: Int) -> Double {
        guard count > 0 else { return 0 }
        let position = percent / 100 * Double(count - 1)
        let rank = Int(position)
        select(rank, in: &scratch, count)
        let low = scratch[rank]
        let fraction = position - Double(rank)
        guard fraction > 0, rank + 1 < count else { return low }
        var next = scratch[rank + 1]
        for index in rank + 1..<count where scratch[index] < next { next = scratch[index] }
        return low + fraction * (next - low)
    }

    /// A robust standard deviation: 1.4826 times the median distance from the median.
    package static func robustDeviation(_ values: [Double]) -> Double {
        let middle = median(values)
        return 1.4826 * median(values.map { abs($0 - middle) })
    }

    /// Moves the element of the given rank to its place, smaller ones before it and larger ones after it.
    private static func select(_ rank: Int, in values: inout [Double], _ count: Int) {
        precondition(rank < count && count <= values.count)
        unsafe values.withUnsafeMutableBufferPointer { unsafe select(rank, in: $0, count) }
    }

    /// Quickselect with a partition that moves every element and decides nothing.
    ///
    /// So the processor need not guess, and on noise it would guess wrong half of the time. Unchecked: both indices stay within
    /// the part that is searched.
    private static func select(_ rank: Int, in values: UnsafeMutableBufferPointer<Double>, _ count: Int) {
        var low = 0
        var high = count
        while high - low > 1 {
            let pivot = unsafe medianOfThree(values[low], values[(low + high) / 2], values[high - 1])
            let smaller = unsafe partition(values, low, high) { $0 < pivot }
            if rank < smaller {
                high = smaller
                continue
            }
            // Those equal to the pivot come next, or a flat signal would be searched one by one.
            let equal = unsafe partition(values, smaller, high) { $0 <= pivot }
            if rank < equal { return }
            low = equal
        }
    }

    /// Moves those that belong to the front there and returns where the others begin.
    @inline(__always)
    private static func partition(
        _ values: UnsafeMutableBufferPointer<Double>,
        _ low: Int,
        _ high: Int,
        _ belongs: (Double) -> Bool
    ) -> Int {
        var edge = low
        for index in low..<high {
            let value = unsafe values[index]
            unsafe values[index] = values[edge]
            unsafe values[edge] = value
            edge += belongs(value) ? 1 : 0
        }
        return edge
    }

    private static func medianOfThree(_ a: Double, _ b: Double, _ c: Double) -> Double {
        max(min(a, b), min(max(a, b), c))
    }
}
