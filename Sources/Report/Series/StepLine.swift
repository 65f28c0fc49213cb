/// A count over time that holds its value until the next sample, as a path with no more points than can be seen.
///
/// Of each column of pixels the first, the smallest, the largest and the last value are kept: the picture is the same as
/// with all samples (Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 2014).
package struct StepLine: Sendable, Hashable {
    /// One sample: seconds from the start, and the value from then on.
    package struct Point: Sendable, Hashable {
        package let at: Double
        package let value: Double
    }

    package let points: [Point]

    /// Keeps what `columns` columns over `length` seconds can show.
    package init(at times: [Double], values: [Double], length: Double, columns: Int) {
        var kept: [Point] = []
        var column: Column?
        let width = length > 0 && columns > 0 ? length / Double(columns) : 1
        for (at, value) in zip(times, values) {
            let index = Int(at / width)
            if column?.index == index {
                column?.add(Point(at: at, value: value))
            } else {
                kept += column?.points ?? []
                column = Column(index: index, Point(at: at, value: value))
            }
        }
        kept += column?.points ?? []
        points = Self.withoutRepetition(kept)
    }

    /// Samples that change nothing say nothing, but for the last, where the line ends.
    private static func withoutRepetition(_ points: [Point]) -> [Point] {
        var kept: [Point] = []
        for (index, point) in points.enumerated() {
            if index + 1 < points.count, kept.last?.value == point.value { continue }
            kept.append(point)
        }
        return kept
    }

    /// What one column of pixels saw.
    private struct Column {
        let index: Int
        private let first: Point
        private var least: Point
        private var most: Point
        private var last: Point

        init(index: Int, _ point: Point) {
            self.index = index
            (first, least, most, last) = (point, point, point, point)
        }

        mutating func add(_ point: Point) {
            if point.value < least.value { least = point }
            if point.value > most.value { most = point }
            last = point
        }

        var points: [Point] {
            var points = [first]
            for point in least.at <= most.at ? [least, most, last] : [most, least, last] where points.last != point {
                if point.at >= (points.last?.at ?? 0) { points.append(point) }
            }
            return points
        }
    }

    /// The line as commands of a path, each value held until the next.
    package func path(_ x: LinearScale, _ y: LinearScale) -> String {
        guard let first = points.first else { return "" }
        var path = "M\(SVGNumber.text(x(first.at))) \(SVGNumber.text(y(first.value)))"
        for point in points.dropFirst() {
            path += "H\(SVGNumber.text(x(point.at)))V\(SVGNumber.text(y(point.value)))"
        }
        return path
    }

    /// The area between the line and zero.
    package func area(_ x: LinearScale, _ y: LinearScale) -> String {
        guard let first = points.first, let last = points.last else { return "" }
        let base = SVGNumber.text(y(0))
        return "M\(SVGNumber.text(x(first.at))) \(base)V\(SVGNumber.text(y(first.value)))"
            + path(x, y).drop { $0 != "H" } + "H\(SVGNumber.text(x(last.at)))V\(base)Z"
    }

    /// The largest value and when it was reached first; nil without samples.
    package var peak: Point? {
        points.reduce(nil) { best, point in best.map { point.value > $0.value ? point : $0 } ?? point }
    }
}
