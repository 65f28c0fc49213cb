import SluiceAdvice

/// An area chart in characters: two stacked quantities over time.
struct TerminalPlot {
    /// What is drawn: the lower part solid, the upper part on top of it light.
    struct Layer {
        let name: String
        let values: [Int]
    }

    private let title: String
    private let seconds: [Double]
    private let lower: Layer
    private let upper: Layer
    private let width: Int
    private let height: Int

    init(_ title: String, seconds: [Double], lower: Layer, upper: Layer, width: Int = 72, height: Int = 8) {
        self.title = title
        self.seconds = seconds
        self.lower = lower
        self.upper = upper
        self.width = width
        self.height = height
    }

    /// The chart with its axes; empty when there is nothing to draw.
    var text: String {
        guard let end = seconds.last, end > 0 else { return "" }
        let columns = columns(end)
        let peak = max(1, columns.map { $0.lower + $0.upper }.max() ?? 1)
        let label = String(peak).count
        var lines = ["\(title)   █ \(lower.name)  ░ \(upper.name)"]
        for row in (0..<height).reversed() {
            let mark = row == height - 1 ? String(peak) : row == 0 ? "0" : ""
            let cells = columns.map { Self.cell($0, row: row, scale: Double(height) / Double(peak)) }
            lines.append(
                String(repeating: " ", count: label - mark.count) + mark + " ┤"
                    + String(cells.reversed().drop { $0 == " " }.reversed())
            )
        }
        lines.append(String(repeating: " ", count: label + 1) + "└" + String(repeating: "─", count: width))
        lines.append(String(repeating: " ", count: label + 2) + axis(end))
        return lines.joined(separator: "\n")
    }

    private struct Column {
        var lower = 0
        var upper = 0
    }

    /// The highest stack within each column's time; a column without a sample repeats the one before.
    private func columns(_ end: Double) -> [Column] {
        var columns = [Column?](repeating: nil, count: width)
        for (index, second) in seconds.enumerated() {
            let place = min(width - 1, Int(second / end * Double(width)))
            let here = Column(lower: lower.values[index], upper: upper.values[index])
            if let there = columns[place], there.lower + there.upper >= here.lower + here.upper { continue }
            columns[place] = here
        }
        var last = Column()
        return columns.map { column in
            last = column ?? last
            return last
        }
    }

    private static let eighths: [Character] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    private static func cell(_ column: Column, row: Int, scale: Double) -> Character {
        let solid = Double(column.lower) * scale - Double(row)
        let total = Double(column.lower + column.upper) * scale - Double(row)
        if solid >= 1 { return "█" }
        // What is there at all shows, however little it is.
        if solid > 0, solid >= total - 0.01 || solid >= 0.5 {
            return eighths[max(1, min(8, Int((solid * 8).rounded())))]
        }
        if total >= 0.5 || (row == 0 && total > 0) { return "░" }
        return " "
    }

    /// Times at the left, the middle and the right.
    private func axis(_ end: Double) -> String {
        let (middle, right) = (SpanText.seconds(end / 2), SpanText.seconds(end))
        let gap = max(1, width / 2 - 1 - middle.count / 2)
        let rest = max(1, width - 1 - gap - middle.count - right.count)
        return "0" + String(repeating: " ", count: gap) + middle + String(repeating: " ", count: rest) + right
    }
}
