/// The strip a clinician expects: fetal and maternal rate over time on a ruled background, with a quality band below.
struct CTGChart {
    private let result: FetalHeartRateResult
    private let axis: TimeAxis

    private enum Layout {
        static let size = (width: 800.0, height: 500.0)
        static let plot = (left: 58.0, top: 66.0, right: 690.0, bottom: 414.0)
        static let quality = (top: 422.0, bottom: 436.0)
        static let rates = 30.0...240.0
        static let text = 18.0
    }

    private enum Ink {
        static let paper = "#ffffff"
        static let band = "#e8f3ea"
        static let light = "#efe3e3"
        static let heavy = "#d8bcbc"
        static let frame = "#8a7474"
        static let text = "#333333"
        static let fetal = "#10243f"
        static let maternal = "#c2410c"
        static let lost = "#e3e3e3"
        /// Poor, fair, good: told apart by lightness as well as by hue.
        static let quality = ["#d97757", "#ecc56b", "#4d9078"]
    }

    init(_ result: FetalHeartRateResult) {
        self.result = result
        axis = TimeAxis(duration: max(result.duration, 1))
    }

    /// The picture as SVG text.
    func svg() -> String {
        var picture = SVGText(
            width: Layout.size.width,
            height: Layout.size.height,
            title: "Fetal and maternal heart rate of \(result.record)"
        )
        picture.rectangle(x: 0, y: 0, width: Layout.size.width, height: Layout.size.height, fill: Ink.paper)
        drawTitle(&picture)
        drawGaps(&picture)
        drawGrid(&picture)
        picture.path(pieces(result.maternalTrace), stroke: Ink.maternal, width: 2)
        picture.path(pieces(result.fetalTrace), stroke: Ink.fetal, width: 2.6)
        drawTraceLabels(&picture)
        drawQuality(&picture)
        return picture.closed
    }

    private func x(_ seconds: Double) -> Double {
        Layout.plot.left + (Layout.plot.right - Layout.plot.left) * seconds / max(result.duration, 1)
    }

    private func y(_ rate: Double) -> Double {
        let span = Layout.rates.upperBound - Layout.rates.lowerBound
        let share = (min(max(rate, Layout.rates.lowerBound), Layout.rates.upperBound) - Layout.rates.lowerBound) / span
        return Layout.plot.bottom - (Layout.plot.bottom - Layout.plot.top) * share
    }

    private func drawTitle(_ picture: inout SVGText) {
        func rate(_ mean: Double?) -> String { mean.map { FixedDecimal.text($0, 0) + " bpm" } ?? "none found" }
        let summary = result.summary
        picture.label(
            result.record,
            x: Layout.plot.left,
            y: 28,
            size: 24,
            fill: Ink.text,
            weight: "bold"
        )
        picture.label(
            "fetal \(rate(summary.fetalMean)), maternal \(rate(summary.maternalMean))",
            x: Layout.plot.right,
            y: 28,
            size: 20,
            fill: Ink.text,
            anchor: "end"
        )
        picture.label("bpm", x: Layout.plot.left - 8, y: 54, size: Layout.text, fill: Ink.text, anchor: "end")
        let coverage = FixedDecimal.text(100 * summary.fetalCoverage, 0)
        picture.label(
            "fetal rate known for \(coverage) % of \(Self.length(result.duration))",
            x: Layout.plot.right,
            y: 54,
            size: Layout.text,
            fill: "#666666",
            anchor: "end"
        )
    }

    private static func length(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        guard whole >= 120 else { return "\(whole) s" }
        return whole % 60 == 0 ? "\(whole / 60) min" : "\(whole / 60) min \(whole % 60) s"
    }

    /// Stretches without a fetal rate are tinted, so that a blank is seen to be one.
    private func drawGaps(_ picture: inout SVGText) {
        let band = (top: y(160), bottom: y(110))
        picture.rectangle(
            x: Layout.plot.left,
            y: band.top,
            width: Layout.plot.right - Layout.plot.left,
            height: band.bottom - band.top,
            fill: Ink.band
        )
        for gap in result.gaps {
            picture.rectangle(
                x: x(gap.from),
                y: Layout.plot.top,
                width: max(0.5, x(min(gap.to, result.duration)) - x(gap.from)),
                height: Layout.plot.bottom - Layout.plot.top,
                fill: "#f3f3f3"
            )
        }
    }

    private func drawGrid(_ picture: inout SVGText) {
        func horizontal(_ rate: Double) -> [(x: Double, y: Double)] {
            [(Layout.plot.left, y(rate)), (Layout.plot.right, y(rate))]
        }
        func vertical(_ time: Double) -> [(x: Double, y: Double)] {
            [(x(time), Layout.plot.top), (x(time), Layout.plot.bottom)]
        }
        let light = stride(from: 30.0, through: 240, by: 10).map(horizontal) + axis.lightTicks.map(vertical)
        let heavy = stride(from: 30.0, through: 240, by: 30).map(horizontal) + axis.heavyTicks.map(vertical)
        picture.path(light, stroke: Ink.light, width: 1)
        picture.path(heavy, stroke: Ink.heavy, width: 1.2)
        picture.path(
            [
                [
                    (Layout.plot.left, Layout.plot.top), (Layout.plot.left, Layout.plot.bottom),
                    (Layout.plot.right, Layout.plot.bottom),
                ]
            ],
            stroke: Ink.frame,
            width: 1.2
        )
        for rate in stride(from: 30.0, through: 240, by: 30) {
            picture.label(
                FixedDecimal.text(rate, 0),
                x: Layout.plot.left - 8,
                y: y(rate) + 6,
                size: Layout.text,
                fill: Ink.text,
                anchor: "end"
            )
        }
        for time in axis.heavyTicks {
            picture.label(
                axis.label(time),
                x: x(time),
                y: 458,
                size: Layout.text,
                fill: Ink.text,
                anchor: "middle"
            )
        }
        picture.label(
            axis.unit,
            x: Layout.size.width - 12,
            y: 485,
            size: Layout.text,
            fill: Ink.text,
            anchor: "end"
        )
    }

    /// Points of a trace in pieces; a piece ends where values are missing.
    private func pieces(_ trace: RateTrace) -> [[(x: Double, y: Double)]] {
        var result: [[(x: Double, y: Double)]] = []
        var piece: [(x: Double, y: Double)] = []
        for (index, value) in trace.values.enumerated() {
            if let value {
                piece.append((x(Double(index) / RateTrace.rate), y(value)))
            } else if !piece.isEmpty {
                result.append(piece)
                piece = []
            }
        }
        return piece.isEmpty ? result : result + [piece]
    }

    /// Names beside the ends of the traces, kept apart where these are close.
    private func drawTraceLabels(_ picture: inout SVGText) {
        func end(_ trace: RateTrace) -> Double? { trace.values.last { $0 != nil }.flatMap { $0 }.map { y($0) } }
        var fetal = end(result.fetalTrace)
        var maternal = end(result.maternalTrace)
        if let f = fetal, let m = maternal, abs(f - m) < 20 {
            let middle = (f + m) / 2
            fetal = middle + (f <= m ? -11 : 11)
            maternal = middle + (f <= m ? 11 : -11)
        }
        let x = Layout.plot.right + 8
        if let fetal {
            picture.label("fetal", x: x, y: fetal + 6, size: Layout.text, fill: Ink.fetal, weight: "bold")
        }
        if let maternal {
            picture.label("maternal", x: x, y: maternal + 6, size: Layout.text, fill: Ink.maternal, weight: "bold")
        }
    }

    private func drawQuality(_ picture: inout SVGText) {
        let height = Layout.quality.bottom - Layout.quality.top
        for run in qualityRuns() {
            picture.rectangle(
                x: x(run.from),
                y: Layout.quality.top,
                width: x(min(run.to, result.duration)) - x(run.from),
                height: height,
                fill: run.ink
            )
        }
        picture.label("quality", x: Layout.plot.right + 8, y: Layout.quality.bottom, size: Layout.text, fill: Ink.text)
        drawLegend(&picture)
    }

    private func drawLegend(_ picture: inout SVGText) {
        var left = Layout.plot.left
        let entries = [
            ("good", Ink.quality[2]), ("fair", Ink.quality[1]), ("poor", Ink.quality[0]), ("no signal", Ink.lost),
            ("normal 110\u{2013}160", Ink.band),
        ]
        for (name, ink) in entries {
            picture.rectangle(x: left, y: 472, width: 16, height: 14, fill: ink)
            picture.label(name, x: left + 22, y: 485, size: 16, fill: Ink.text)
            left += 22 + 9.5 * Double(name.count) + 22
        }
    }

    private func qualityRuns() -> [(from: Double, to: Double, ink: String)] {
        var runs: [(from: Double, to: Double, ink: String)] = []
        for (index, value) in result.quality.enumerated() {
            let time = Double(index) / RateTrace.rate
            let isLost = result.gaps.contains { $0.reason == .lost && $0.from <= time && time < $0.to }
            let ink = isLost ? Ink.lost : Ink.quality[value < 0.4 ? 0 : value < 0.7 ? 1 : 2]
            if let last = runs.indices.last, runs[last].ink == ink {
                runs[last].to = time + 1 / RateTrace.rate
            } else {
                runs.append((time, time + 1 / RateTrace.rate, ink))
            }
        }
        return runs
    }
}

extension FetalHeartRateResult {
    /// The two traces as a self-contained SVG picture (`ctg.svg`).
    package func ctgSVG() -> String { CTGChart(self).svg() }
}
