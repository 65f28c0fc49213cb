/// Eigenvalues and eigenvectors of a small symmetric matrix, by cyclic Jacobi rotations.
///
/// Source: Golub and Van Loan, "Matrix Computations", section 8.5. A 4 x 4 matrix takes about six sweeps.
package struct SymmetricEigen: Sendable {
    /// Eigenvalues, largest first.
    package let values: [Double]
    /// One eigenvector per row, of unit length, in the order of `values`; its largest component is positive.
    package let vectors: Matrix

    private static let mostSweeps = 60

    /// Decomposes `matrix`, of which only symmetry is assumed.
    package init(_ matrix: Matrix) {
        precondition(matrix.rows == matrix.columns)
        let order = matrix.rows
        var work = matrix
        var basis = Matrix.identity(order)
        let scale = matrix.elements.reduce(0) { $0 + $1 * $1 }
        for _ in 0..<Self.mostSweeps {
            guard Self.offDiagonal(work) > 1e-30 * scale else { break }
            for p in 0..<max(0, order - 1) {
                for q in p + 1..<order { Self.rotate(&work, &basis, p, q) }
            }
        }
        let ranked = (0..<order).sorted { (work[$0, $0], $1) > (work[$1, $1], $0) }
        values = ranked.map { work[$0, $0] }
        vectors = Matrix(ranked.map { Self.oriented(basis.row($0)) })
    }

    private static func offDiagonal(_ matrix: Matrix) -> Double {
        var sum = 0.0
        for row in 0..<matrix.rows {
            for column in 0..<matrix.columns where row != column { sum += matrix[row, column] * matrix[row, column] }
        }
        return sum
    }

    /// Rotates so that the element (p, q) vanishes; `basis` collects the rotations in its rows.
    private static func rotate(_ work: inout Matrix, _ basis: inout Matrix, _ p: Int, _ q: Int) {
        let element = work[p, q]
        guard element != 0 else { return }
        let theta = (work[q, q] - work[p, p]) / (2 * element)
        let tangent = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
        let cosine = 1 / (tangent * tangent + 1).squareRoot()
        let sine = tangent * cosine
        for index in 0..<work.rows {
            let a = work[index, p]
            let b = work[index, q]
            work[index, p] = cosine * a - sine * b
            work[index, q] = sine * a + cosine * b
        }
        for index in 0..<work.rows {
            let a = work[p, index]
            let b = work[q, index]
            work[p, index] = cosine * a - sine * b
            work[q, index] = sine * a + cosine * b
            let c = basis[p, index]
            let d = basis[q, index]
            basis[p, index] = cosine * c - sine * d
            basis[q, index] = sine * c + cosine * d
        }
    }

    private static func oriented(_ vector: [Double]) -> [Double] {
        let largest = vector.max { abs($0) < abs($1) } ?? 0
        return largest < 0 ? vector.map { -$0 } : vector
    }
}
