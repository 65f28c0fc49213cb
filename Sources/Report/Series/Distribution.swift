/// Values in order, to be asked for their percentiles.
struct Distribution: Sendable, Hashable {
    /// Ascending.
    let values: [Double]

    init(_ values: [Double]) { self.values = values.sorted() }

    /// The smallest value that at least a share of all, above 0 and up to 1, does not exceed (nearest rank); nil of none.
    func percentile(_ share: Double) -> Double? {
        guard !values.isEmpty else { return nil }
        let rank = Int((share * Double(values.count)).rounded(.up))
        return values[min(max(rank, 1), values.count) - 1]
    }

    /// How much of all does not exceed a value, at no more points than `columns` can show.
    func cumulative(length: Double, columns: Int) -> StepLine {
        let count = Double(values.count)
        return StepLine(
            at: [0] + values,
            values: [0] + values.indices.map { Double($0 + 1) / count * 100 },
            length: length,
            columns: columns
        )
    }
}
