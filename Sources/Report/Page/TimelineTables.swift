import SluiceModel

extension Timeline {
    /// The bill, line by line.
    var costTable: ReportTable? {
        guard !cost.isEmpty else { return nil }
        let total = cost.reduce(0) { $0 + $1.dollars }
        return ReportTable(
            title: "Cost, USD",
            rows: cost.map { .init([$0.item, TimelineFacts.dollars($0.dollars), $0.basis]) }
                + [.init(["together", TimelineFacts.dollars(total), ""])]
        )
    }

    /// When the number of tasks was changed, and why; nil when it never was.
    var decisionTable: ReportTable? {
        let changes = decisions.filter(\.isChange)
        guard !changes.isEmpty else { return nil }
        let most = 40
        let rest = changes.count - most
        return ReportTable(
            title: "Scaling decisions",
            note: rest > 0
                ? "The first \(most); \(rest) more are in the timeline, and `sluice explain` tells each." : "",
            columns: ["after", "tasks", "because"],
            rows: changes.prefix(most).map {
                .init([
                    Seconds.text($0.at.secondsFromStart), "\($0.from) → \($0.to)",
                    $0.reasons.map(\.text).joined(separator: "; "),
                ])
            }
        )
    }

    /// Quotas that bound, interruptions, attempts that were killed; nil when nothing happened.
    var eventTable: ReportTable? {
        guard !events.isEmpty else { return nil }
        let most = 20
        return ReportTable(
            title: "What happened besides",
            note: events.count > most ? "The first \(most) of \(events.count)." : "",
            columns: ["after", "kind", "what"],
            rows: events.prefix(most).map { .init([Seconds.text($0.at.secondsFromStart), $0.kind, $0.text]) }
        )
    }
}
