/// Independent components of a few mixed signals: symmetric FastICA with the tanh contrast.
///
/// Source: Hyvarinen, "Fast and robust fixed-point algorithms for independent component analysis", 1999.
/// The start is a fixed rotation, so the same signals always give the same components; order and sign are arbitrary.
package struct FastICA: Sendable {
    /// Rounds after which an undecided separation is taken as it is.
    package var mostRounds = 100
    /// Change of direction below which the separation has settled.
    package var tolerance = 1e-5
    /// Only every stride-th sample is used to find the components; 250 per second suffice for a band up to 90 Hz.
    package var stride = 1

    /// Makes a separation that looks at every `stride`-th sample.
    package init(stride: Int = 1) {
        self.stride = stride
    }

    /// Components of unit variance, at most as many as there are signals.
    package func components(of signals: [[Double]]) -> [[Double]] {
        unmixing(of: signals)?.applied(to: Covariance.centered(signals)) ?? []
    }

    /// One mixture of the signals per row, each of which makes a component; nil where there is no signal.
    package func unmixing(of signals: [[Double]]) -> Matrix? {
        let thinned = Covariance.centered(signals).map { signal in
            Swift.stride(from: 0, to: signal.count, by: stride).map { signal[$0] }
        }
        guard let whitening = Self.whitening(of: thinned) else { return nil }
        return separate(whitening.applied(to: thinned)) * whitening
    }

    /// Rows that turn the signals into uncorrelated ones of unit variance; directions without power are left out.
    private static func whitening(of centered: [[Double]]) -> Matrix? {
        let eigen = SymmetricEigen(Covariance.of(centered))
        let largest = eigen.values.first ?? 0
        let kept = eigen.values.indices.filter { eigen.values[$0] > 1e-9 * largest }
        guard largest > 0, !kept.isEmpty else { return nil }
        return Matrix(
            kept.map { index in
                let scale = 1 / eigen.values[index].squareRoot()
                return eigen.vectors.row(index).map { $0 * scale }
            }
        )
    }

    /// Every so many samples are enough to come near the solution, before all of them settle it.
    private static let coarse = 4

    private func separate(_ white: [[Double]]) -> Matrix {
        let order = white.count
        guard order > 1, let count = white.first?.count, count > 0 else { return .identity(order) }
        let thinned = white.map { signal in Swift.stride(from: 0, to: count, by: Self.coarse).map { signal[$0] } }
        let near = settled(Self.startingRotation(order), thinned)
        return settled(near, white)
    }

    /// Fixed-point steps from `start` until the directions no longer change.
    private func settled(_ start: Matrix, _ white: [[Double]]) -> Matrix {
        let count = white.first?.count ?? 0
        var unmixing = start
        for _ in 0..<mostRounds {
            let next = Self.orthonormal(Self.step(unmixing, white, count))
            var change = 0.0
            for row in 0..<white.count {
                let cosine = Vector.dot(next.row(row), unmixing.row(row))
                change = max(change, abs(abs(cosine) - 1))
            }
            unmixing = next
            if change < tolerance { break }
        }
        return unmixing
    }

    /// One fixed-point step: E[g(y) z'] - E[g'(y)] W, before the rows are made orthonormal again.
    private static func step(_ unmixing: Matrix, _ white: [[Double]], _ count: Int) -> Matrix {
        let order = white.count
        var next = Matrix(rows: order, columns: order)
        for (row, component) in unmixing.applied(to: white).enumerated() {
            let bent = component.map { RealFunction.tanhShape($0) }
            let slope = 1 - Vector.dot(bent, bent) / Double(count)
            for column in 0..<order {
                next[row, column] = Vector.dot(bent, white[column]) / Double(count) - slope * unmixing[row, column]
            }
        }
        return next
    }

    /// (W W')^-1/2 W: the nearest matrix with orthonormal rows.
    private static func orthonormal(_ matrix: Matrix) -> Matrix {
        let eigen = SymmetricEigen(matrix * matrix.transposed)
        var scaled = eigen.vectors
        for row in 0..<scaled.rows {
            let scale = 1 / max(eigen.values[row], 1e-300).squareRoot()
            for column in 0..<scaled.columns { scaled[row, column] *= scale }
        }
        return eigen.vectors.transposed * scaled * matrix
    }

    /// The cosine transform matrix: orthonormal, and no axis of the whitened space is singled out.
    private static func startingRotation(_ order: Int) -> Matrix {
        var result = Matrix(rows: order, columns: order)
        for row in 0..<order {
            let scale = ((row == 0 ? 1 : 2) / Double(order)).squareRoot()
            for column in 0..<order {
                let angle = Double.pi * (Double(column) + 0.5) * Double(row) / Double(order)
                result[row, column] = scale * RealFunction.cos(angle)
            }
        }
        return result
    }
}
