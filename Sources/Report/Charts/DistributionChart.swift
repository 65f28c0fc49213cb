package import SluiceModel

/// How long jobs waited and ran: the share of jobs that was done waiting, or running, after a time.
package enum DistributionChart {
    /// Draws it.
    package static func draw(_ timeline: Timeline, _ size: ChartSize) -> SVGElement {
        let (waits, runs) = (timeline.waits, timeline.runs)
        let longest = max(waits.values.last ?? 0, runs.values.last ?? 0)
        let frame = ChartFrame(
            title: "Wait and run time",
            summary: "\(words("Waited", waits)) \(words("Ran", runs))",
            unit: "% of jobs",
            size: size,
            length: longest,
            maximum: 100,
            abscissa: "up to this long",
            legend: [("waiting", "wait"), ("running", "run")]
        )
        func line(_ distribution: Distribution, _ style: String) -> SVGElement {
            let line = distribution.cumulative(length: longest, columns: Int(size.width))
            return .path(line.path(frame.x, frame.y), class: "line \(style)")
        }
        let marks = [(waits, "wait"), (runs, "run")].flatMap { mark($0.0, $0.1, frame) }
        return frame.picture([line(runs, "running"), line(waits, "waiting")] + marks)
    }

    private static func words(_ verb: String, _ distribution: Distribution) -> String {
        guard let half = distribution.percentile(0.5), let most = distribution.percentile(0.95),
            let longest = distribution.values.last
        else { return "\(verb): no job." }
        return "\(verb): half of \(distribution.values.count) jobs up to \(Seconds.text(half)), "
            + "95 % up to \(Seconds.text(most)), the longest \(Seconds.text(longest))."
    }

    /// The 95th percentile on its line.
    private static func mark(_ distribution: Distribution, _ name: String, _ frame: ChartFrame) -> [SVGElement] {
        guard let value = distribution.percentile(0.95) else { return [] }
        let (x, y) = (frame.x(value), frame.y(95))
        let isRight = x > (frame.x.start + frame.x.end) / 2
        return [
            SVGElement("circle", ["class": "peak", "cx": SVGNumber.text(x), "cy": SVGNumber.text(y), "r": "2.5"]),
            .label(
                "\(name) p95 \(Seconds.text(value))",
                x + (isRight ? -6 : 6),
                y + (name == "wait" ? 16 : 30),
                isRight ? .end : .start,
                class: "value"
            ),
        ]
    }
}

extension Timeline {
    /// From submission to the first attempt, of jobs that had one.
    var waits: Distribution {
        Distribution(
            jobs.compactMap { job in job.started.map { $0.secondsFromStart - job.submitted.secondsFromStart } }
        )
    }

    /// From the first attempt to the end, of jobs that ended.
    var runs: Distribution {
        Distribution(
            jobs.compactMap { job in
                guard let started = job.started, let finished = job.finished else { return nil }
                return finished.secondsFromStart - started.secondsFromStart
            }
        )
    }
}
