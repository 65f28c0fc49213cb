/// The factor L of a symmetric positive definite matrix A = L L'.
package struct Cholesky: Sendable {
    /// The lower triangle.
    package let lower: Matrix

    /// Factors `matrix`; nil when it is not positive definite.
    package init?(_ matrix: Matrix) {
        precondition(matrix.rows == matrix.columns)
        let order = matrix.rows
        var factor = Matrix(rows: order, columns: order)
        for row in 0..<order {
            for column in 0...row {
                var sum = matrix[row, column]
                for inner in 0..<column { sum -= factor[row, inner] * factor[column, inner] }
                if row == column {
                    guard sum > 0 else { return nil }
                    factor[row, row] = sum.squareRoot()
                } else {
                    factor[row, column] = sum / factor[column, column]
                }
            }
        }
        lower = factor
    }

    /// Solves L y = b.
    package func forward(_ right: [Double]) -> [Double] {
        var result = right
        for row in 0..<lower.rows {
            var sum = result[row]
            for column in 0..<row { sum -= lower[row, column] * result[column] }
            result[row] = sum / lower[row, row]
        }
        return result
    }

    /// Solves L' x = y.
    package func backward(_ right: [Double]) -> [Double] {
        var result = right
        for row in (0..<lower.rows).reversed() {
            var sum = result[row]
            for column in row + 1..<max(row + 1, lower.rows) { sum -= lower[column, row] * result[column] }
            result[row] = sum / lower[row, row]
        }
        return result
    }

    /// Solves A x = b.
    package func solve(_ right: [Double]) -> [Double] { backward(forward(right)) }
}
