/// The strip a clinician knows: fetal and maternal rate on ruled paper, baseline and events, a band of quality below.
struct CTGChart {
    private let result: FetalHeartRateResult
    private let paper: CTGPaper

    private enum Ink {
        static let paper = "#ffffff"
        static let band = "#e8f3ea"
        static let light = "#f0e4e4"
        static let heavy = "#d8bcbc"
        static let frame = "#8a7474"
        static let text = "#333333"
        static let soft = "#5f5f5f"
        static let fetal = "#10243f"
        static let maternal = "#c2410c"
        static let baseline = "#5b7ca8"
        static let rise = "#2f7d5b"
        static let fall = "#b0413e"
        static let blank = "#f3f3f3"
        static let lost = "#d9d9d9"
        /// Poor, fair, good: told apart by lightness as well as by hue.
        static let quality = ["#d97757", "#ecc56b", "#4d9078"]
    }

    private static let text = 15.0

    init(_ result: FetalHeartRateResult) {
        self.result = result
        paper = CTGPaper(duration: result.duration)
    }

    /// The picture as SVG text.
    func svg() -> String {
        var picture = SVGText(
            width: paper.width,
            height: paper.height,
            title: "Fetal and maternal heart rate of \(result.record)"
        )
        picture.rectangle(x: 0, y: 0, width: paper.width, height: paper.height, fill: Ink.paper)
        drawTitle(&picture)
        drawGround(&picture)
        drawGrid(&picture)
        picture.path(baseline, stroke: Ink.baseline, width: 1.4, dashes: "6 4")
        picture.path(pieces(result.maternalTrace.values), stroke: Ink.maternal, width: 1.6)
        picture.path(pieces(result.fetalTrace.values), stroke: Ink.fetal, width: 2)
        drawTraceLabels(&picture)
        drawEvents(&picture)
        drawQuality(&picture)
        drawLegend(&picture)
        return picture.closed
    }

    // MARK: Head

    private func drawTitle(_ picture: inout SVGText) {
        func rate(_ mean: Double?) -> String { mean.map { FixedDecimal.text($0, 0) + " bpm" } ?? "none found" }
        let summary = result.summary
        picture.label(result.record, x: paper.left, y: 28, size: 22, fill: Ink.text, weight: "bold")
        var words = "fetal \(rate(summary.fetalMean)), maternal \(rate(summary.maternalMean))"
        if let baseline = summary.baseline { words += ", baseline \(FixedDecimal.text(baseline, 0)) bpm" }
        if let variation = summary.shortTermVariation {
            words += ", short-term variation \(FixedDecimal.text(variation, 1)) ms"
        }
        picture.label(words, x: paper.left, y: 50, size: Self.text, fill: Ink.text)
        let coverage = FixedDecimal.text(100 * summary.fetalCoverage, 0)
        let length = "fetal rate known for \(coverage) % of \(Self.length(result.duration))"
        picture.label(length, x: paper.width - 12, y: 28, size: Self.text, fill: Ink.soft, anchor: "end")
        picture.label("bpm", x: paper.left - 8, y: paper.top - 14, size: Self.text, fill: Ink.text, anchor: "end")
    }

    private static func length(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        guard whole >= 120 else { return "\(whole) s" }
        return whole % 60 == 0 ? "\(whole / 60) min" : "\(whole / 60) min \(whole % 60) s"
    }

    // MARK: Paper

    /// The normal range, and stretches without a fetal rate tinted, so that a blank is seen to be one.
    private func drawGround(_ picture: inout SVGText) {
        func box(_ from: Double, _ to: Double, _ top: Double, _ bottom: Double, _ fill: String) {
            picture.rectangle(x: from, y: top, width: max(0.5, to - from), height: bottom - top, fill: fill)
        }
        box(paper.left, paper.right, paper.y(160), paper.y(110), Ink.band)
        for gap in result.gaps { box(paper.x(gap.from), paper.x(gap.to), paper.top, paper.bottom, Ink.blank) }
    }

    private func drawGrid(_ picture: inout SVGText) {
        func level(_ rate: Double) -> [(x: Double, y: Double)] {
            [(paper.left, paper.y(rate)), (paper.right, paper.y(rate))]
        }
        func upright(_ time: Double) -> [(x: Double, y: Double)] {
            [(paper.x(time), paper.top), (paper.x(time), paper.bottom)]
        }
        picture.path(
            paper.lightRates.map(level) + paper.lightTimes.map(upright),
            stroke: Ink.light,
            width: 1
        )
        picture.path(
            paper.heavyRates.map(level) + paper.heavyTimes.map(upright),
            stroke: Ink.heavy,
            width: 1.2
        )
        let frame = [(paper.left, paper.top), (paper.left, paper.bottom), (paper.right, paper.bottom)]
        picture.path([frame.map { (x: $0.0, y: $0.1) }], stroke: Ink.frame, width: 1.2)
        for rate in paper.heavyRates {
            let y = paper.y(rate) + 5
            picture.label(
                FixedDecimal.text(rate, 0),
                x: paper.left - 8,
                y: y,
                size: Self.text,
                fill: Ink.text,
                anchor: "end"
            )
        }
        for time in paper.heavyTimes {
            picture.label(
                paper.label(time),
                x: paper.x(time),
                y: paper.bottom + 42,
                size: Self.text,
                fill: Ink.text,
                anchor: "middle"
            )
        }
        picture.label(
            paper.timeUnit,
            x: paper.right + 24,
            y: paper.bottom + 42,
            size: Self.text,
            fill: Ink.text
        )
    }

    // MARK: Traces

    /// Points of a trace in pieces; a piece ends where values are missing.
    private func pieces(_ values: [Double?]) -> [[(x: Double, y: Double)]] {
        var result: [[(x: Double, y: Double)]] = []
        var piece: [(x: Double, y: Double)] = []
        for (index, value) in values.enumerated() {
            if let value {
                piece.append((paper.x(Double(index) / RateTrace.rate), paper.y(value)))
            } else if !piece.isEmpty {
                result.append(piece)
                piece = []
            }
        }
        return piece.isEmpty ? result : result + [piece]
    }

    private var baseline: [[(x: Double, y: Double)]] {
        // It moves slowly: a point every five seconds is all there is to it.
        let step = Int(5 * RateTrace.rate)
        guard let values = result.baseline.values else { return [] }
        return [
            stride(from: 0, to: values.count, by: step).map {
                (x: paper.x(Double($0) / RateTrace.rate), y: paper.y(values[$0]))
            }
        ]
    }

    /// Names beside the ends of the traces, kept apart where these are close.
    private func drawTraceLabels(_ picture: inout SVGText) {
        func end(_ trace: RateTrace) -> Double? { trace.values.last { $0 != nil }.flatMap { $0 }.map(paper.y) }
        var fetal = end(result.fetalTrace)
        var maternal = end(result.maternalTrace)
        if let f = fetal, let m = maternal, abs(f - m) < 18 {
            let middle = (f + m) / 2
            fetal = middle + (f <= m ? -9 : 9)
            maternal = middle + (f <= m ? 9 : -9)
        }
        let x = paper.right + 8
        if let fetal {
            picture.label("fetal", x: x, y: fetal + 5, size: Self.text, fill: Ink.fetal, weight: "bold")
        }
        if let maternal {
            picture.label("maternal", x: x, y: maternal + 5, size: Self.text, fill: Ink.maternal, weight: "bold")
        }
    }

    /// A bar over each acceleration and deceleration.
    private func drawEvents(_ picture: inout SVGText) {
        for event in result.events {
            let isRise = event.kind == .acceleration
            let (from, to) = (paper.x(event.from), paper.x(event.to))
            picture.rectangle(
                x: from,
                y: paper.top - (isRise ? 12 : 6),
                width: max(2, to - from),
                height: 4,
                fill: isRise ? Ink.rise : Ink.fall
            )
        }
    }

    // MARK: Quality

    private func drawQuality(_ picture: inout SVGText) {
        let top = paper.bottom + 8
        for run in qualityRuns() {
            let (from, to) = (paper.x(run.from), paper.x(run.to))
            picture.rectangle(x: from, y: top, width: to - from, height: 12, fill: run.ink)
        }
        picture.label("quality", x: paper.right + 8, y: top + 12, size: Self.text, fill: Ink.text)
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

    // MARK: Legend

    /// Names of what a record need not have.
    private var shownEntries: [(String, String)] {
        let kinds = Set(result.events.map { $0.kind == .acceleration })
        return (result.baseline.values == nil ? [] : [("baseline", Ink.baseline)])
            + (kinds.contains(true) ? [("acceleration", Ink.rise)] : [])
            + (kinds.contains(false) ? [("deceleration", Ink.fall)] : [])
    }

    private func drawLegend(_ picture: inout SVGText) {
        var left = paper.left
        let entries = [
            ("good", Ink.quality[2]), ("fair", Ink.quality[1]), ("poor", Ink.quality[0]), ("no signal", Ink.lost),
            ("normal 110\u{2013}160", Ink.band),
        ]
        let y = paper.bottom + 68
        for (name, ink) in entries + shownEntries {
            picture.rectangle(x: left, y: y, width: 14, height: 12, fill: ink)
            picture.label(name, x: left + 20, y: y + 11, size: 14, fill: Ink.text)
            left += 20 + 7.6 * Double(name.count) + 16
        }
        picture.label(
            "\(paper.scale). For research; not a medical device.",
            x: paper.left,
            y: paper.bottom + 110,
            size: 14,
            fill: Ink.soft
        )
    }
}

extension FetalHeartRateResult {
    /// The two traces as a self-contained SVG picture (`ctg.svg`).
    package func ctgSVG() -> String { CTGChart(self).svg() }
}
