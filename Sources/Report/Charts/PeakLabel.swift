/// The largest value of a line, written where it is reached.
enum PeakLabel {
    static func draw(_ peak: StepLine.Point?, _ name: String, _ frame: ChartFrame) -> [SVGElement] {
        guard let peak, peak.value > 0 else { return [] }
        let (x, y) = (frame.x(peak.at), frame.y(peak.value))
        let isRight = x > (frame.x.start + frame.x.end) / 2
        return [
            SVGElement(
                "circle",
                ["class": "peak", "cx": SVGNumber.text(x), "cy": SVGNumber.text(y), "r": "2.5"]
            ),
            .label(
                "\(Int(peak.value)) \(name)",
                x + (isRight ? -6 : 6),
                max(y - 5, frame.y.end - 4),
                isRight ? .end : .start,
                class: "value"
            ),
        ]
    }
}
