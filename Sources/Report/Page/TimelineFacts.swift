package import SluiceModel

/// The numbers of a run that people ask for first.
package struct TimelineFacts: Sendable, Hashable {
    /// A number and its name.
    package struct Row: Sendable, Hashable {
        package let name: String
        package let value: String
    }

    package let rows: [Row]

    /// Reads them off a timeline; what it does not know is left out.
    package init(_ timeline: Timeline) {
        let ended = timeline.jobs.filter { $0.outcome != .unfinished }
        let failed = ended.count { $0.outcome == .failed }
        let unfinished = timeline.jobs.count - ended.count
        let others = [failed > 0 ? "\(failed) failed" : "", unfinished > 0 ? "\(unfinished) unfinished" : ""]
            .filter { !$0.isEmpty }
        let waits = timeline.waits
        let peak = timeline.series.running.max()
        let total = timeline.cost.reduce(0) { $0 + $1.dollars }
        let jobs = "\(timeline.jobs.count)" + (others.isEmpty ? "" : " (\(others.joined(separator: ", ")))")
        let candidates: [(String, String?)] = [
            ("jobs", jobs),
            ("last job done after", ended.compactMap(\.finished).max().map { Seconds.text($0.secondsFromStart) }),
            ("wait, half of the jobs up to", waits.percentile(0.5).map(Seconds.text)),
            ("wait, 95 % up to", waits.percentile(0.95).map(Seconds.text)),
            ("longest wait", waits.values.last.map(Seconds.text)),
            ("most tasks running", peak.map { String($0) }),
            ("cost, USD", timeline.cost.isEmpty ? nil : Self.dollars(total)),
        ]
        rows = candidates.compactMap { name, value in value.map { Row(name: name, value: $0) } }
    }

    /// Dollars with three digits that count, at least two after the point.
    static func dollars(_ value: Double) -> String {
        var digits = 2
        var least = 1.0
        while value != 0, abs(value) < least, digits < 6 {
            digits += 1
            least /= 10
        }
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let scaled = Int64((value * scale).rounded())
        let part = String(scaled.magnitude % UInt64(scale))
        let sign = scaled < 0 ? "-" : ""
        return "\(sign)\(scaled.magnitude / UInt64(scale)).\(String(repeating: "0", count: digits - part.count))\(part)"
    }
}
