/// The room that charts over time share: title, axes with units, grid, and the text that stands in for the picture.
struct ChartFrame {
    let title: String
    /// What the picture shows, for those who cannot see it.
    let summary: String
    /// What the upright axis counts, with its unit.
    let unit: String
    let size: ChartSize
    let x: LinearScale
    let y: LinearScale
    let timeTicks: Ticks
    /// Nil where rows take the place of values.
    let valueTicks: Ticks?
    /// Entries of the legend in its order: class and name.
    let legend: [(style: String, name: String)]
    /// What the level axis counts.
    let abscissa: String

    /// Where the legend's entries stand.
    private let legendPlaces: [(x: Double, y: Double)]
    /// The lower end of the part between the axes.
    private let base: Double

    private static let left = 44.0
    private static let right = 14.0
    private static let foot = 34.0

    /// A frame for `length` seconds and values up to `maximum`.
    init(
        title: String,
        summary: String,
        unit: String,
        size: ChartSize,
        length: Double,
        maximum: Double,
        whole: Bool = true,
        abscissa: String = "time since the start",
        legend: [(style: String, name: String)]
    ) {
        self.title = title
        self.summary = summary
        self.unit = unit
        self.size = size
        self.legend = legend
        self.abscissa = abscissa
        legendPlaces = Self.places(legend, width: size.width)
        let head = Self.head(legendPlaces)
        base = head + size.plotHeight
        timeTicks = Ticks(seconds: length, atMost: size.timeSteps)
        let ticks = Ticks(upTo: maximum, atMost: size.valueSteps, whole: whole)
        valueTicks = ticks
        x = LinearScale(0...max(length, 1e-3), from: Self.left, to: size.width - Self.right)
        y = LinearScale(0...ticks.top, from: base, to: head)
    }

    /// A frame for `length` seconds and rows one below the other.
    init(
        title: String,
        summary: String,
        unit: String,
        size: ChartSize,
        length: Double,
        rows: Int,
        rowHeight: Double,
        legend: [(style: String, name: String)]
    ) {
        self.title = title
        self.summary = summary
        self.unit = unit
        self.size = size
        self.legend = legend
        abscissa = "time since the start"
        legendPlaces = Self.places(legend, width: size.width)
        let head = Self.head(legendPlaces)
        base = head + Double(rows) * rowHeight
        timeTicks = Ticks(seconds: length, atMost: size.timeSteps)
        valueTicks = nil
        x = LinearScale(0...max(length, 1e-3), from: Self.left, to: size.width - Self.right)
        y = LinearScale(0...Double(rows), from: head, to: base)
    }

    /// From where to where a row goes down, with room to the next.
    func row(_ index: Int, inset: Double = 0) -> ClosedRange<Double> {
        let (top, bottom) = (y(Double(index)), y(Double(index + 1)))
        let gap = bottom - top > 6 ? 1 + inset : bottom - top > 3 ? 0.5 : 0
        return top + gap...bottom - gap
    }

    var height: Double { base + Self.foot }

    /// The legend's entries from left to right, in as many lines as they need.
    private static func places(_ legend: [(style: String, name: String)], width: Double) -> [(x: Double, y: Double)] {
        var (at, line) = (left, 33.0)
        return legend.map { entry in
            let entryWidth = 20 + Self.width(of: entry.name)
            if at > left, at + entryWidth > width { (at, line) = (left, line + 16) }
            defer { at += entryWidth + 14 }
            return (at, line)
        }
    }

    private static func head(_ places: [(x: Double, y: Double)]) -> Double { 23 + (places.last?.y ?? 33) }

    /// The picture: frame, then what the chart draws into it.
    func picture(_ marks: [SVGElement]) -> SVGElement {
        SVGElement(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "class": "chart \(size.rawValue)", "role": "img",
                "viewBox": "0 0 \(SVGNumber.text(size.width)) \(SVGNumber.text(height))",
            ],
            [SVGElement("title", text: title), SVGElement("desc", text: summary)] + [heading] + legendMarks + grid
                + marks
        )
    }

    private var heading: SVGElement {
        let spans = [
            SVGElement("tspan", text: title), SVGElement("tspan", ["class": "unit", "dx": "6"], text: unit),
        ]
        return SVGElement("text", ["class": "heading", "x": "0", "y": "16"], spans)
    }

    /// About how wide a text of the size of ticks is drawn; fonts differ.
    static func width(of text: String) -> Double { Double(text.count) * 6.4 }

    /// The legend, each name in the colour of its line and with a piece of it.
    private var legendMarks: [SVGElement] {
        zip(legend, legendPlaces).flatMap { entry, place -> [SVGElement] in
            let (x, y) = place
            let sample: SVGElement =
                entry.style.hasPrefix("bar ")
                ? .rectangle(x...x + 16, y - 5...y + 5, class: entry.style)
                : .line(x, y, x + 16, y, class: "line \(entry.style)")
            return [sample, .label(entry.name, x + 20, y + 4, .start, class: "legend")]
        }
    }

    private var grid: [SVGElement] {
        var marks: [SVGElement] = []
        if let valueTicks {
            for (value, label) in zip(valueTicks.values, valueTicks.labels) {
                marks.append(.line(x.start, y(value), x.end, y(value), class: value == 0 ? "axis" : "grid"))
                marks.append(.label(label, x.start - 6, y(value) + 4, .end, class: "tick"))
            }
        } else {
            marks.append(.line(x.start, base, x.end, base, class: "axis"))
        }
        for (value, label) in zip(timeTicks.values, timeTicks.labels) {
            marks.append(.line(x(value), base, x(value), base + 4, class: "axis"))
            let isLast = x(value) + Self.width(of: label) / 2 > size.width
            let anchor: SVGElement.Anchor = value == 0 ? .start : isLast ? .end : .middle
            marks.append(.label(label, isLast ? size.width : x(value), base + 16, anchor, class: "tick"))
        }
        marks.append(.label(abscissa, x.end, base + 30, .end, class: "unit"))
        return marks
    }
}
