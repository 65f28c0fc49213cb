/// A small dense matrix, stored row by row.
package struct Matrix: Sendable, Equatable {
    /// Number of rows.
    package let rows: Int
    /// Number of columns.
    package let columns: Int
    /// All elements, row by row.
    package var elements: [Double]

    /// A matrix of zeros.
    package init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
        elements = [Double](repeating: 0, count: rows * columns)
    }

    /// A matrix from rows of equal length.
    package init(_ content: [[Double]]) {
        self.init(rows: content.count, columns: content.first?.count ?? 0)
        elements = content.flatMap { $0 }
    }

    /// The unit matrix.
    package static func identity(_ order: Int) -> Matrix {
        var result = Matrix(rows: order, columns: order)
        for index in 0..<order { result[index, index] = 1 }
        return result
    }

    /// The element in a row and a column, both from 0.
    package subscript(row: Int, column: Int) -> Double {
        get { elements[row * columns + column] }
        set { elements[row * columns + column] = newValue }
    }

    /// One row.
    package func row(_ index: Int) -> [Double] { Array(elements[index * columns..<(index + 1) * columns]) }

    /// All rows.
    package var allRows: [[Double]] { (0..<rows).map(row) }

    /// One column.
    package func column(_ index: Int) -> [Double] { (0..<rows).map { self[$0, index] } }

    /// Rows and columns exchanged.
    package var transposed: Matrix {
        var result = Matrix(rows: columns, columns: rows)
        for row in 0..<rows {
            for column in 0..<columns { result[column, row] = self[row, column] }
        }
        return result
    }

    /// Sum of the diagonal.
    package var trace: Double { (0..<min(rows, columns)).reduce(0) { $0 + self[$1, $1] } }

    /// The matrix product.
    package static func * (left: Matrix, right: Matrix) -> Matrix {
        precondition(left.columns == right.rows)
        var result = Matrix(rows: left.rows, columns: right.columns)
        for row in 0..<left.rows {
            for inner in 0..<left.columns {
                let factor = left[row, inner]
                for column in 0..<right.columns { result[row, column] += factor * right[inner, column] }
            }
        }
        return result
    }

    /// The matrix applied to one vector.
    package func applied(to vector: [Double]) -> [Double] {
        precondition(vector.count == columns)
        return Vector.rowDots(elements, vector)
    }

    /// The rows of the result are this matrix applied to the given signals, sample by sample.
    package func applied(to signals: [[Double]]) -> [[Double]] {
        precondition(signals.count == columns)
        return (0..<rows).map { row in
            var mixed = [Double](repeating: 0, count: signals.first?.count ?? 0)
            for column in 0..<columns { Vector.add(self[row, column], signals[column], to: &mixed) }
            return mixed
        }
    }
}
