package import SluiceModel

/// The tables of an evaluation as CSV (RFC 4180), times in seconds since the begin.
package enum CSVText {
    /// A row for each job: when it was planned, sent, accepted, submitted, started and finished, and how it ended.
    ///
    /// - Parameters:
    ///   - ledger: The jobs.
    ///   - begin: The wall clock at time zero.
    /// - Returns: The table.
    package static func jobs(_ ledger: [JobLedger.Entry], begin: Timestamp) -> String {
        let heads = [
            "id", "planned", "sent", "accepted", "submitted", "started", "finished", "wait", "run", "total", "outcome",
            "attempts", "task", "requests", "cause",
        ]
        let rows = ledger.map { entry -> [String] in
            let status = entry.status
            let first = status?.history.min { $0.startedAt < $1.startedAt }
            let submitted = status?.submittedAt ?? entry.sentAt
            let started = first?.startedAt ?? status?.startedAt
            let finished = entry.hasEnded ? status?.finishedAt : nil
            let spans = [(submitted, started), (started, finished), (submitted, finished)].map { from, to in
                from.flatMap { from in to.map { seconds(from.duration(to: $0)) } } ?? ""
            }
            let times = [entry.sentAt, entry.acceptedAt, submitted, started, finished].map { time in
                time.map { seconds(begin.duration(to: $0)) } ?? ""
            }
            let outcome = status?.status.rawValue ?? (entry.acceptedAt == nil ? "not submitted" : "waiting")
            return [entry.id.text, seconds(entry.planned)] + times + spans + [
                outcome, status.map { "\($0.attempt)" } ?? "0", status?.task ?? "", "\(entry.requests)",
                status?.error?.cause.rawValue ?? "",
            ]
        }
        return text([heads] + rows)
    }

    /// A row for each sample of the counts.
    package static func series(_ series: Timeline.Series) -> String {
        let heads = ["at", "visible", "in_flight", "desired", "pending", "running"]
        let rows = series.at.indices.map { row in
            [seconds(Timestamp.epoch.duration(to: series.at[row]))]
                + [series.visible, series.inFlight, series.desired, series.pending, series.running].map { "\($0[row])" }
        }
        return text([heads] + rows)
    }

    private static func text(_ rows: [[String]]) -> String {
        rows.map { $0.map(field).joined(separator: ",") + "\n" }.joined()
    }

    private static func field(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"\(text.replacing("\"", with: "\"\""))\""
    }

    /// Seconds with milliseconds.
    private static func seconds(_ time: Duration) -> String {
        let milliseconds = (time.nanoseconds + 500_000).flooredQuotient(by: 1_000_000)
        let part = String(milliseconds.magnitude % 1000)
        return "\(milliseconds < 0 ? "-" : "")\(milliseconds.magnitude / 1000)."
            + String(repeating: "0", count: 3 - part.count) + part
    }
}
