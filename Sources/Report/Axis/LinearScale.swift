/// Maps values to places along one side of a chart, evenly.
package struct LinearScale: Sendable, Hashable {
    /// The values that the side shows.
    package let domain: ClosedRange<Double>
    /// The place of the domain's lower end.
    package let start: Double
    /// The place of its upper end; below `start` when values grow upwards.
    package let end: Double

    /// A scale; a domain without width is given one.
    package init(_ domain: ClosedRange<Double>, from start: Double, to end: Double) {
        let isFlat = domain.lowerBound == domain.upperBound
        self.domain = isFlat ? domain.lowerBound...(domain.lowerBound + 1) : domain
        self.start = start
        self.end = end
    }

    /// The place of a value.
    package func callAsFunction(_ value: Double) -> Double {
        start + (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound) * (end - start)
    }
}
