import SluiceFetalHeartRate
import Testing

@Suite("Small matrices")
struct AlgebraTests {
    private func noise(_ count: Int, seed: UInt64) -> [Double] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / Double(1 << 53) - 0.5
        }
    }

    @Test("the eigenvalues of a known matrix come out, largest first")
    func knownEigenvalues() {
        // The second-difference matrix of order 3 has the eigenvalues 2 + sqrt 2, 2 and 2 - sqrt 2.
        let eigen = SymmetricEigen(Matrix([[2, -1, 0], [-1, 2, -1], [0, -1, 2]]))
        let expected = [2 + 2.0.squareRoot(), 2, 2 - 2.0.squareRoot()]
        for (value, wanted) in zip(eigen.values, expected) { #expect(abs(value - wanted) < 1e-12) }
    }

    @Test("eigenvectors are orthonormal and rebuild their matrix", arguments: [1, 2, 4, 9])
    func rebuild(order: Int) {
        let half = Matrix((0..<order).map { noise(order, seed: UInt64($0 + 1)) })
        let matrix = half * half.transposed
        let eigen = SymmetricEigen(matrix)
        let unit = eigen.vectors * eigen.vectors.transposed
        var diagonal = Matrix(rows: order, columns: order)
        for index in 0..<order { diagonal[index, index] = eigen.values[index] }
        let rebuilt = eigen.vectors.transposed * diagonal * eigen.vectors
        for index in unit.elements.indices {
            #expect(abs(unit.elements[index] - Matrix.identity(order).elements[index]) < 1e-12)
            #expect(abs(rebuilt.elements[index] - matrix.elements[index]) < 1e-12)
        }
    }

    @Test("a Cholesky factor and its solutions are the textbook ones")
    func cholesky() throws {
        let matrix = Matrix([[4, 12, -16], [12, 37, -43], [-16, -43, 98]])
        let factor = try #require(Cholesky(matrix))
        #expect(factor.lower == Matrix([[2, 0, 0], [6, 1, 0], [-8, 5, 3]]))
        let solution = factor.solve([0, 6, 39])
        for (value, wanted) in zip(solution, [1, 1, 1]) { #expect(abs(value - Double(wanted)) < 1e-9) }
        #expect(Cholesky(Matrix([[1, 2], [2, 1]])) == nil)
    }

    @Test("whole-array products agree with plain loops", arguments: [0, 1, 7, 8, 33])
    func vectors(count: Int) {
        let a = noise(count, seed: 5)
        let b = noise(count, seed: 6)
        #expect(abs(Vector.dot(a, b) - zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }) < 1e-12)
        for lag in [-3, 0, 2, 50] {
            var expected = 0.0
            var sum = b
            for index in a.indices where a.indices.contains(index + lag) {
                expected += a[index] * b[index + lag]
                sum[index] += 0.5 * a[index + lag]
            }
            #expect(abs(Vector.laggedDot(a, b, lag: lag) - expected) < 1e-12)
            var target = b
            Vector.add(0.5, a, lag: lag, to: &target)
            #expect(target == sum)
        }
    }

    @Test("a few waveforms span beats that were made of them")
    func lowRank() {
        let waveforms = (0..<3).map { noise(50, seed: UInt64($0 + 20)) }
        let beats = (0..<30).map { beat -> [Double] in
            let weights = noise(3, seed: UInt64(beat + 40))
            return (0..<50).map { at in
                5 * waveforms[0][at] + (0..<3).reduce(0) { $0 + weights[$1] * waveforms[$1][at] }
            }
        }
        let basis = LowRankBasis(beats, rank: 3)
        for beat in beats {
            for (value, wanted) in zip(basis.projection(of: beat), beat) { #expect(abs(value - wanted) < 1e-6) }
        }
    }

    @Test("independent sources come back from their mixture, one in each component")
    func independentComponents() {
        let count = 6000
        let sources = [
            (0..<count).map { $0 % 211 < 4 ? 1.0 : 0 }, (0..<count).map { Double($0 % 97) / 97 }, noise(count, seed: 9),
        ]
        let mixing = Matrix([[1, 0.5, -0.3], [0.4, -1, 0.2], [-0.6, 0.3, 0.8]])
        let components = FastICA().components(of: mixing.applied(to: sources))
        #expect(components.count == 3)
        for source in sources {
            let best = components.map { abs(correlation($0, source)) }.max() ?? 0
            #expect(best > 0.98)
        }
        #expect(FastICA().components(of: mixing.applied(to: sources)) == components)
    }

    @Test("the most periodic mixture of channels is the one that follows the beats")
    func periodicComponents() throws {
        let beats = (0..<60).map { 50 + $0 * 100 + ($0 % 3) * 4 }
        var heart = [Double](repeating: 0, count: 6100)
        for beat in beats { for offset in -5...5 { heart[beat + offset] = 6 - Double(abs(offset)) } }
        let sources = [noise(6100, seed: 1).map { 8 * $0 }, heart, noise(6100, seed: 2).map { 8 * $0 }]
        let channels = Matrix([[1, 0.3, 0.5], [0.7, -0.4, 1], [-0.2, 0.5, 1]]).applied(to: sources)
        let periodic = try #require(PeriodicComponents(channels, beats: beats))
        #expect(periodic.periodicity[0] > 0.9 && periodic.periodicity[1] < 0.2)
        #expect(abs(correlation(periodic.first(of: channels), heart)) > 0.97)
        #expect(PeriodicComponents(channels, beats: [1, 2]) == nil)
    }

    private func correlation(_ a: [Double], _ b: [Double]) -> Double {
        let meanA = a.reduce(0, +) / Double(a.count)
        let meanB = b.reduce(0, +) / Double(b.count)
        let x = a.map { $0 - meanA }
        let y = b.map { $0 - meanB }
        return Vector.dot(x, y) / (Vector.dot(x, x) * Vector.dot(y, y)).squareRoot()
    }
}
