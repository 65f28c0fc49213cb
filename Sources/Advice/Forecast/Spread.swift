/// How a number scatters over runs with different seeds.
package struct Spread: Sendable, Hashable, Codable {
    package let mean: Double
    /// The ends of the middle 90 % of the runs, by nearest rank.
    package let low: Double
    package let high: Double
    /// The half-width of the 95 % confidence interval of the mean: 1.96 standard errors.
    package let halfWidth: Double

    /// The spread of `values`; all zero for none.
    package init(_ values: [Double]) {
        let count = Double(values.count)
        let mean = values.isEmpty ? 0 : values.reduce(0, +) / count
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let sorted = values.sorted()
        self.mean = mean
        low = sorted.isEmpty ? 0 : sorted[Self.rank(0.05, values.count)]
        high = sorted.isEmpty ? 0 : sorted[Self.rank(0.95, values.count)]
        halfWidth = values.count > 1 ? 1.96 * (squares / (count - 1) / count).squareRoot() : 0
    }

    private static func rank(_ share: Double, _ count: Int) -> Int {
        max(0, min(count - 1, Int((share * Double(count)).rounded(.up)) - 1))
    }
}
