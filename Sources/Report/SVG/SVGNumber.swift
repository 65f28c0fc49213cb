/// Numbers in pictures.
package enum SVGNumber {
    /// A coordinate: a tenth of a unit is finer than a pixel, and more digits only make the file larger.
    package static func text(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let tenths = Int64((value * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let (whole, tenth) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
        return tenth == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(tenth)"
    }
}

extension SVGElement {
    /// A straight line.
    static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, class name: String) -> SVGElement {
        SVGElement(
            "line",
            [
                "class": name, "x1": SVGNumber.text(x1), "y1": SVGNumber.text(y1), "x2": SVGNumber.text(x2),
                "y2": SVGNumber.text(y2),
            ]
        )
    }

    /// A rectangle.
    static func rectangle(
        _ x: ClosedRange<Double>,
        _ y: ClosedRange<Double>,
        class name: String,
        title: String? = nil
    ) -> SVGElement {
        SVGElement(
            "rect",
            [
                "class": name, "x": SVGNumber.text(x.lowerBound), "y": SVGNumber.text(y.lowerBound),
                "width": SVGNumber.text(x.upperBound - x.lowerBound),
                "height": SVGNumber.text(y.upperBound - y.lowerBound),
            ],
            title.map { [SVGElement("title", text: $0)] } ?? []
        )
    }

    /// Where a text stands relative to its point.
    enum Anchor: String {
        case start, middle, end
    }

    /// A line of text.
    static func label(_ text: String, _ x: Double, _ y: Double, _ anchor: Anchor, class name: String) -> SVGElement {
        SVGElement(
            "text",
            ["class": name, "x": SVGNumber.text(x), "y": SVGNumber.text(y), "text-anchor": anchor.rawValue],
            text: text
        )
    }

    /// A shape along points.
    static func path(_ commands: String, class name: String) -> SVGElement {
        SVGElement("path", ["class": name, "d": commands])
    }
}
