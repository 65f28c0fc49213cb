/// A fast Fourier transform of one power-of-two length.
package struct FourierTransform: Sendable {
    /// Number of points.
    package let count: Int
    private let cosines: [Double]
    private let sines: [Double]

    /// Prepares a transform of `count` points, a power of two.
    package init(count: Int) {
        precondition(count > 1 && count & (count - 1) == 0)
        self.count = count
        let angles = (0..<count / 2).map { -2 * Double.pi * Double($0) / Double(count) }
        cosines = angles.map { RealFunction.cos($0) }
        sines = angles.map { RealFunction.sin($0) }
    }

    /// Transforms in place (radix 2, decimation in time).
    package func run(real: inout [Double], imaginary: inout [Double]) {
        precondition(real.count == count && imaginary.count == count)
        reorder(&real, &imaginary)
        var span = 1
        while span < count {
            let step = count / (2 * span)
            for start in stride(from: 0, to: count, by: 2 * span) {
                for offset in 0..<span {
                    let upper = start + offset
                    let lower = upper + span
                    let c = cosines[offset * step]
                    let s = sines[offset * step]
                    let re = real[lower] * c - imaginary[lower] * s
                    let im = real[lower] * s + imaginary[lower] * c
                    real[lower] = real[upper] - re
                    imaginary[lower] = imaginary[upper] - im
                    real[upper] += re
                    imaginary[upper] += im
                }
            }
            span *= 2
        }
    }

    private func reorder(_ real: inout [Double], _ imaginary: inout [Double]) {
        var mirrored = 0
        for index in 1..<count {
            var bit = count >> 1
            while mirrored & bit != 0 {
                mirrored ^= bit
                bit >>= 1
            }
            mirrored |= bit
            if index < mirrored {
                real.swapAt(index, mirrored)
                imaginary.swapAt(index, mirrored)
            }
        }
    }
}
