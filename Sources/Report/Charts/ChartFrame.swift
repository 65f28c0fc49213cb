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
    let valueTicks: Ticks
    /// Entries of the legend in its order: class and name.
    let legend: [(style: String, name: String)]
    /// What the level axis counts.
    let abscissa: String

    private static let left = 44.0
    private static let right = 14.0
    private static let head = 56.0
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
        timeTicks = Ticks(seconds: length, atMost: size.timeSteps)
        valueTicks = Ticks(upTo: maximum, atMost: size.valueSteps, whole: whole)
        x = LinearScale(0...max(length, 1e-3), from: Self.left, to: size.width - Self.right)
        y = LinearScale(0...valueTicks.top, from: Self.head + size.plotHeight, to: Self.head)
    }

    var height: Double { Self.head + size.plotHeight + Self.foot }

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
        var marks: [SVGElement] = []
        var at = Self.left
        for entry in legend {
            marks.append(.line(at, 33, at + 16, 33, class: "line \(entry.style)"))
            marks.append(.label(entry.name, at + 20, 37, .start, class: "legend"))
            at += 20 + Self.width(of: entry.name) + 14
        }
        return marks
    }

    private var grid: [SVGElement] {
        let base = y(0)
        var marks: [SVGElement] = []
        for (value, label) in zip(valueTicks.values, valueTicks.labels) {
            marks.append(.line(x.start, y(value), x.end, y(value), class: value == 0 ? "axis" : "grid"))
            marks.append(.label(label, x.start - 6, y(value) + 4, .end, class: "tick"))
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
