/// Second moments of several signals at once.
enum Covariance {
    /// Signals with their means removed.
    static func centered(_ signals: [[Double]]) -> [[Double]] {
        signals.map { signal in
            let mean = signal.reduce(0, +) / Double(max(1, signal.count))
            return signal.map { $0 - mean }
        }
    }

    /// Means of all products of two of the signals, which must have been centred.
    static func of(_ signals: [[Double]]) -> Matrix {
        let order = signals.count
        let scale = 1 / Double(max(1, signals.first?.count ?? 0))
        var result = Matrix(rows: order, columns: order)
        for row in 0..<order {
            for column in 0...row {
                result[row, column] = Vector.dot(signals[row], signals[column]) * scale
                result[column, row] = result[row, column]
            }
        }
        return result
    }
}
