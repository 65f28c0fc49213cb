import ArgumentParser
import SluiceModel

/// `sluice status ID`: one job.
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows a job: where it stands, its attempts, its outputs."
    )

    @Argument(help: "The job's id.")
    var id: String

    @OptionGroup var target: TargetOptions
    @OptionGroup var project: ProjectOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        guard let job = JobID(id) else { throw ValidationError("'\(id)' is not a job id.") }
        let (status, bucket) = try await Connections.withHTTP { http in
            let target = try await self.target.find(project, http: http)
            return (try await target.intake.status(job), target.bucket)
        }
        guard let status else {
            throw CommandFailure("\(job): not started yet, or no such job. `sluice list` shows how many wait.")
        }
        if output.json {
            try Terminal.json(status)
        } else {
            Terminal.out(Self.text(status, bucket: bucket))
        }
    }

    private static func text(_ status: JobStatus, bucket: String) -> String {
        var lines = ["\(status.id)  \(status.status.rawValue)"]
        func add(_ name: String, _ value: String?) {
            if let value { lines.append("  \(name)" + String(repeating: " ", count: 10 - name.count) + value) }
        }
        add("input", status.input?.uri)
        add("attempt", String(status.attempt))
        add("task", status.task)
        add("submitted", status.submittedAt?.rfc3339)
        add("started", status.startedAt?.rfc3339)
        add("finished", status.finishedAt?.rfc3339)
        add("progress", status.progress.map { "\(Int($0.fraction * 100)) % \($0.message)" })
        add("error", status.error.map { "\($0.cause.rawValue): \($0.message)" })
        add(
            "used",
            status.usage.map {
                "\(JobTable.seconds($0.wallSeconds)) s, \(JobTable.seconds($0.cpuSeconds)) s of processor, "
                    + JobTable.memory($0.peakMemoryBytes)
            }
        )
        for output in status.outputs {
            add("output", "s3://\(bucket)/\(JobKeys.output(status.id, output.name))  \(output.bytes) bytes")
        }
        for attempt in status.history {
            let end =
                attempt.givenBack ? "given back" : attempt.error.map { "\($0.cause.rawValue): \($0.message)" } ?? ""
            add("before", "attempt \(attempt.attempt) on \(attempt.task): \(end)")
        }
        return lines.joined(separator: "\n")
    }
}
