/// The few waveforms that best span a set of beats: the leading right singular vectors of the matrix of beats.
///
/// They are found from the small matrix of products between beats by subspace iteration, which needs only the few
/// leading directions instead of a whole decomposition.
package struct LowRankBasis {
    /// Orthonormal waveforms, strongest first.
    package let waveforms: [[Double]]

    private static let rounds = 12
    private static let extraDirections = 4

    /// Finds the waveforms of beats of equal length.
    package init(_ beats: [[Double]], rank: Int) {
        let count = beats.count
        var products = Matrix(rows: count, columns: count)
        for row in 0..<count {
            for column in 0...row {
                products[row, column] = Vector.dot(beats[row], beats[column])
                products[column, row] = products[row, column]
            }
        }
        let width = min(count, rank + Self.extraDirections)
        var directions = Self.start(width, count)
        for _ in 0..<Self.rounds {
            directions = Self.orthonormal(directions.map { products.applied(to: $0) })
        }
        waveforms = Self.leading(directions, products, rank).compactMap { direction in
            var waveform = [Double](repeating: 0, count: beats.first?.count ?? 0)
            for (weight, beat) in zip(direction, beats) { Vector.add(weight, beat, to: &waveform) }
            let norm = Vector.dot(waveform, waveform).squareRoot()
            return norm > 0 ? waveform.map { $0 / norm } : nil
        }
    }

    /// The part of a beat that the waveforms explain.
    package func projection(of beat: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: beat.count)
        for waveform in waveforms { Vector.add(Vector.dot(waveform, beat), waveform, to: &result) }
        return result
    }

    /// Cosines of rising frequency over the beats: the first is their mean.
    private static func start(_ width: Int, _ count: Int) -> [[Double]] {
        (0..<width).map { order in
            (0..<count).map { RealFunction.cos(Double.pi * (Double($0) + 0.5) * Double(order) / Double(count)) }
        }
    }

    /// Gram-Schmidt in the modified form; directions that vanish are dropped.
    private static func orthonormal(_ vectors: [[Double]]) -> [[Double]] {
        var result: [[Double]] = []
        for vector in vectors {
            var rest = vector
            let length = Vector.dot(rest, rest).squareRoot()
            for known in result { Vector.add(-Vector.dot(known, rest), known, to: &rest) }
            let norm = Vector.dot(rest, rest).squareRoot()
            if norm > 1e-10 * length { result.append(rest.map { $0 / norm }) }
        }
        return result
    }

    /// Rayleigh-Ritz: the strongest directions within the subspace.
    private static func leading(_ directions: [[Double]], _ products: Matrix, _ rank: Int) -> [[Double]] {
        guard !directions.isEmpty else { return [] }
        let images = directions.map { products.applied(to: $0) }
        let small = Matrix(directions.map { left in images.map { Vector.dot(left, $0) } })
        let eigen = SymmetricEigen(small)
        return (0..<min(rank, directions.count)).map { index in
            var direction = [Double](repeating: 0, count: products.rows)
            for (weight, vector) in zip(eigen.vectors.row(index), directions) {
                Vector.add(weight, vector, to: &direction)
            }
            return direction
        }
    }
}
