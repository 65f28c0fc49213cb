/// Periodic component analysis: the mixtures of channels that repeat best from one heart beat to the next.
///
/// Source: Sameni, Jutten and Shamsollahi, "Multichannel electrocardiogram decomposition using periodic component
/// analysis", 2008. Every sample is compared with the one at the same cardiac phase one beat later.
package struct PeriodicComponents: Sendable {
    /// Correlation of each component with itself one beat later, best first: 1 repeats perfectly, 0 not at all.
    package let periodicity: [Double]
    /// One mixture of the channels per row, in the order of `periodicity`.
    package let mixtures: Matrix

    /// Finds the components for ascending beat positions; nil with fewer than four beats or without any signal.
    package init?(_ channels: [[Double]], beats: [Int]) {
        guard beats.count >= 4, let length = channels.first?.count else { return nil }
        let partners = Self.partners(beats, length: length)
        let centered = Covariance.centered(channels)
        let now = centered.map { Array($0[beats[0]..<beats[0] + partners.count]) }
        let later = centered.map { channel in partners.map { channel[$0] } }
        var covariance = Covariance.of(now)
        let order = covariance.rows
        let ridge = 1e-9 * covariance.trace / Double(order)
        for index in 0..<order { covariance[index, index] += ridge }
        guard let factor = Cholesky(covariance) else { return nil }
        let eigen = SymmetricEigen(Self.reduced(Self.lagged(now, later), by: factor))
        periodicity = eigen.values
        mixtures = Matrix((0..<order).map { factor.backward(eigen.vectors.row($0)) })
    }

    /// The most periodic component.
    package func first(of channels: [[Double]]) -> [Double] {
        Matrix([mixtures.row(0)]).applied(to: Covariance.centered(channels))[0]
    }

    /// For every sample from the first to the last-but-one beat, the sample of equal phase one beat later.
    static func partners(_ beats: [Int], length: Int) -> [Int] {
        var result: [Int] = []
        result.reserveCapacity(beats[beats.count - 2] - beats[0])
        for index in 0..<beats.count - 2 {
            let span = Double(beats[index + 1] - beats[index])
            let next = Double(beats[index + 2] - beats[index + 1])
            for offset in 0..<max(0, beats[index + 1] - beats[index]) {
                let partner = Double(beats[index + 1]) + Double(offset) * next / span
                result.append(min(Int(partner.rounded()), length - 1))
            }
        }
        return result
    }

    private static func lagged(_ now: [[Double]], _ later: [[Double]]) -> Matrix {
        let order = now.count
        let scale = 1 / Double(max(1, now[0].count))
        var result = Matrix(rows: order, columns: order)
        for row in 0..<order {
            for column in 0...row {
                let both = Vector.dot(now[row], later[column]) + Vector.dot(now[column], later[row])
                result[row, column] = both / 2 * scale
                result[column, row] = result[row, column]
            }
        }
        return result
    }

    /// L^-1 C L^-T.
    private static func reduced(_ matrix: Matrix, by factor: Cholesky) -> Matrix {
        let half = Matrix((0..<matrix.rows).map { factor.forward(matrix.row($0)) })
        return Matrix((0..<matrix.rows).map { factor.forward(half.column($0)) })
    }
}
