/// The few whole-array operations in which most of the time goes.
///
/// They use unchecked buffers because bounds checks keep the compiler from vectorising them; lengths are checked once.
package enum Vector {
    /// Sum of the products of corresponding elements, in a fixed order.
    package static func dot(_ a: [Double], _ b: [Double]) -> Double {
        precondition(a.count == b.count)
        return unsafe a.withUnsafeBufferPointer { a in
            unsafe b.withUnsafeBufferPointer { b in
                unsafe dot(a, b)
            }
        }
    }

    /// The products of every row of a matrix, stored row by row, with a vector as long as a row.
    static func rowDots(_ rows: [Double], _ vector: [Double]) -> [Double] {
        guard !vector.isEmpty else { return [] }
        precondition(rows.count.isMultiple(of: vector.count))
        return unsafe rows.withUnsafeBufferPointer { rows in
            unsafe vector.withUnsafeBufferPointer { vector in
                stride(from: 0, to: rows.count, by: vector.count).map { start in
                    unsafe dot(UnsafeBufferPointer(rebasing: rows[start..<start + vector.count]), vector)
                }
            }
        }
    }

    /// Sum over t of `a[t] * b[t + lag]` wherever both exist; `lag` may be negative.
    package static func laggedDot(_ a: [Double], _ b: [Double], lag: Int) -> Double {
        precondition(a.count == b.count)
        let length = a.count - abs(lag)
        guard length > 0 else { return 0 }
        let startA = max(0, -lag)
        let startB = max(0, lag)
        return unsafe a.withUnsafeBufferPointer { a in
            unsafe b.withUnsafeBufferPointer { b in
                unsafe dot(
                    UnsafeBufferPointer(rebasing: a[startA..<startA + length]),
                    UnsafeBufferPointer(rebasing: b[startB..<startB + length])
                )
            }
        }
    }

    /// Adds `factor * source[t + lag]` to `target[t]` wherever both exist.
    package static func add(_ factor: Double, _ source: [Double], lag: Int = 0, to target: inout [Double]) {
        precondition(source.count == target.count)
        let length = source.count - abs(lag)
        guard length > 0 else { return }
        let from = max(0, lag)
        let into = max(0, -lag)
        unsafe source.withUnsafeBufferPointer { source in
            unsafe target.withUnsafeMutableBufferPointer { target in
                for index in 0..<length {
                    unsafe target[into + index] += factor * source[from + index]
                }
            }
        }
    }

    /// Adds `factor * (source[t - lag] + source[t + lag])` to `target[t]`, leaving out what does not exist; `lag` is positive.
    static func addBoth(_ factor: Double, _ source: [Double], lag: Int, to target: inout [Double]) {
        precondition(source.count == target.count && lag > 0)
        let count = source.count
        guard count > 2 * lag else {
            add(factor, source, lag: lag, to: &target)
            return add(factor, source, lag: -lag, to: &target)
        }
        unsafe source.withUnsafeBufferPointer { source in
            unsafe target.withUnsafeMutableBufferPointer { target in
                for index in 0..<lag { unsafe target[index] += factor * source[index + lag] }
                for index in lag..<count - lag {
                    unsafe target[index] += factor * (source[index - lag] + source[index + lag])
                }
                for index in count - lag..<count { unsafe target[index] += factor * source[index - lag] }
            }
        }
    }

    /// Copies a part of `source` to the begin of `target`.
    static func copy(_ source: [Double], _ range: Range<Int>, to target: inout [Double]) {
        precondition(range.lowerBound >= 0 && range.upperBound <= source.count && range.count <= target.count)
        unsafe source.withUnsafeBufferPointer { source in
            unsafe target.withUnsafeMutableBufferPointer { target in
                guard let from = source.baseAddress, let into = target.baseAddress else { return }
                unsafe into.update(from: from + range.lowerBound, count: range.count)
            }
        }
    }

    /// Writes `start + slope * k` to `count` elements of `target` from `at` on.
    static func ramp(from start: Double, by slope: Double, to target: inout [Double], at: Int, count: Int) {
        precondition(at >= 0 && at + count <= target.count)
        unsafe target.withUnsafeMutableBufferPointer { target in
            for index in 0..<count { unsafe target[at + index] = start + slope * Double(index) }
        }
    }

    /// Four running sums: the additions do not wait for each other, and the order is always the same.
    private static func dot(_ a: UnsafeBufferPointer<Double>, _ b: UnsafeBufferPointer<Double>) -> Double {
        let whole = a.count & ~7
        var even = SIMD4<Double>()
        var odd = SIMD4<Double>()
        var index = 0
        while index < whole {
            let first = unsafe SIMD4(a[index], a[index + 1], a[index + 2], a[index + 3])
            let second = unsafe SIMD4(b[index], b[index + 1], b[index + 2], b[index + 3])
            even += first * second
            let third = unsafe SIMD4(a[index + 4], a[index + 5], a[index + 6], a[index + 7])
            let fourth = unsafe SIMD4(b[index + 4], b[index + 5], b[index + 6], b[index + 7])
            odd += third * fourth
            index += 8
        }
        var sum = (even + odd).sum()
        while index < a.count {
            sum += unsafe a[index] * b[index]
            index += 1
        }
        return sum
    }
}
