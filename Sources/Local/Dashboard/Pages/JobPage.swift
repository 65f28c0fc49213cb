import SluiceModel
import SluiceReport
import SluiceWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One job: where it stands, its attempts, its log, its outputs.
enum JobPage {
    /// The page of `job`; `log` is the end of its log, `isLetter` whether it lies among the dead letters.
    static func page(_ job: JobStatus, log: String?, isLetter: Bool, now: Timestamp) -> DashboardPage {
        var commands = ["sluice status \(job.id)", "sluice logs \(job.id)"]
        if isLetter { commands.append("sluice dead retry \(job.id)") }
        return DashboardPage(
            title: "Job \(job.id)",
            path: "/dashboard/jobs",
            pieces: [
                .init(id: "live-facts", content: [facts(job, now)] + progress(job) + failure(job, isLetter)),
                .init(id: "live-outputs", content: outputs(job)),
                .init(id: "live-attempts", content: attempts(job, now)),
                .init(id: "live-log", content: self.log(job, log)),
                .init(id: "live-parameters", content: parameters(job)),
            ],
            foot: [HTML.commands(commands)]
        )
    }

    private static func facts(_ job: JobStatus, _ now: Timestamp) -> Element {
        let started = job.history.map(\.startedAt).min() ?? job.startedAt
        var rows: [(name: String, value: Element)] = [("status", HTML.state(job.status))]
        func add(_ name: String, _ value: Element?) { if let value { rows.append((name, value)) } }
        add("input", job.input.map { HTML.text($0.uri) })
        add("submitted", job.submittedAt.map(HTML.time))
        add("started", started.map(HTML.time))
        add("finished", job.finishedAt.map(HTML.time))
        add("waited", started.map { HTML.text(HTML.span(job.submittedAt, $0)) })
        // With several attempts that includes the waits between them.
        let ran = job.history.count > 1 ? "from the first attempt on" : "ran"
        add(ran, started.map { HTML.text(HTML.span($0, job.finishedAt ?? now)) })
        add("attempt", HTML.text("\(job.attempt)"))
        add("task", job.task.map { HTML.link($0, "/dashboard/tasks/\(PercentEncoding.encode($0))") })
        if let usage = job.usage {
            add("processor time", HTML.text(Seconds.text(usage.cpuSeconds)))
            add("most memory", HTML.text(HTML.bytes(usage.peakMemoryBytes)))
        }
        return HTML.facts(rows)
    }

    private static func progress(_ job: JobStatus) -> [Element] {
        guard let progress = job.progress else { return [] }
        let percent = "\(Int((progress.fraction * 100).rounded())) %"
        return [
            Element(
                "progress",
                ["max": "1", "value": "\(progress.fraction)", "aria-label": "Progress"],
                text: percent
            ),
            HTML.p("\(percent) \(progress.message)"),
        ]
    }

    private static func failure(_ job: JobStatus, _ isLetter: Bool) -> [Element] {
        guard let error = job.error else { return [] }
        let words = HTML.p("\(error.cause.rawValue): \(error.message)", class: "said error")
        return [words]
            + (isLetter ? [HTML.link("Among the dead letters: send it again or drop it", "/dashboard/dead")] : [])
    }

    private static func outputs(_ job: JobStatus) -> [Element] {
        guard !job.outputs.isEmpty else { return [] }
        let items = job.outputs.map { output -> Element in
            let address =
                "/dashboard/jobs/\(job.id)/output/\(PercentEncoding.encode(output.name, keepingSlashes: true))"
            let line = [HTML.link(output.name, address), HTML.text(" \(HTML.bytes(output.bytes))")]
            let picture = Element("img", ["src": address, "alt": "The output \(output.name)", "loading": "lazy"])
            return Element("li", [:], line + (isPicture(output) ? [Element("div", [:], [picture])] : []))
        }
        return [Element("h2", text: "Outputs"), Element("ul", ["class": "outputs"], items)]
    }

    private static func isPicture(_ output: JobOutput) -> Bool {
        output.contentType.hasPrefix("image/") || [".svg", ".png", ".jpg"].contains { output.name.hasSuffix($0) }
    }

    private static func attempts(_ job: JobStatus, _ now: Timestamp) -> [Element] {
        guard !job.history.isEmpty else { return [] }
        let rows = job.history.enumerated().map { index, attempt -> [Element] in
            let isFormer = index < job.formerAttempts ?? 0
            let end =
                attempt.givenBack ? "given back" : attempt.error.map { "\($0.cause.rawValue): \($0.message)" } ?? "done"
            return [
                HTML.cell("\(attempt.attempt)\(isFormer ? " (before it was sent again)" : "")"),
                HTML.cell(attempt.startedAt), HTML.cell(HTML.span(attempt.startedAt, attempt.finishedAt)),
                HTML.cell(attempt.task), HTML.cell(end, class: "break"),
            ]
        }
        return [
            Element("h2", text: "Attempts that have ended"),
            HTML.table("Attempts that have ended", ["attempt", "started", "ran", "task", "end"], rows),
        ]
    }

    private static func log(_ job: JobStatus, _ log: String?) -> [Element] {
        let words = log ?? "The log of an attempt is kept when the attempt ends."
        return [
            Element("h2", text: "Log"), Element("pre", ["tabindex": "0", "aria-label": "Log"], text: words),
            HTML.link("All of it", "/dashboard/jobs/\(job.id)/log"),
        ]
    }

    private static func parameters(_ job: JobStatus) -> [Element] {
        guard !job.parameters.isEmpty else { return [] }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let text =
            (try? encoder.encode(JSONValue.object(job.parameters))).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return [Element("h2", text: "Parameters"), Element("pre", ["tabindex": "0"], text: text)]
    }
}
