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
        for rank in ranks(all.map { signal[$0] }) where isKept[rank] {
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

    /// Places of the values, highest first; of equal ones the first.
    ///
    /// Sorted as whole numbers with the place in the lower half, which needs no comparison of pairs; heights that agree in 24 bits
    /// count as equal.
    private static func ranks(_ values: [Double]) -> [Int] {
        precondition(values.count < 1 << 32)
        var keys = values.enumerated().map { place, value -> UInt64 in
            let bits = Float(value).bitPattern
            // Bit patterns of floating-point numbers in the order of their values (IEEE 754).
            let ordered = bits & 0x8000_0000 != 0 ? ~bits : bits | 0x8000_0000
            return UInt64(~ordered) << 32 | UInt64(place)
        }
        keys.sort()
        return keys.map { Int($0 & 0xFFFF_FFFF) }
    }
}
