import ArgumentParser
import SluiceModel

/// `sluice submit`: jobs for the running system.
struct Submit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Submits jobs: one for each input, or --count of them without input.",
        discussion: """
            An input is a file, which is uploaded first, or an s3://bucket/key. Prints the ids of the jobs. \
            With --watch it waits for them and ends with code 1 if any failed.
            """
    )

    @Argument(help: "Files or s3:// locations.")
    var inputs: [String] = []

    @Option(name: .shortAndLong, help: "How many jobs for each input.")
    var count = 1

    @Option(name: .shortAndLong, help: "Parameters for the job, as a JSON object.")
    var parameters = "{}"

    @Option(help: "Becomes the job's id: the same key again does not run the job again. For one job only.")
    var idempotencyKey: String?

    @Flag(name: .shortAndLong, help: "Wait until the jobs have ended.")
    var watch = false

    @OptionGroup var target: TargetOptions
    @OptionGroup var project: ProjectOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard count >= 1 else { throw ValidationError("--count must be at least 1.") }
        if idempotencyKey != nil, count * max(1, inputs.count) > 1 {
            throw ValidationError("--idempotency-key names one job; submit one at a time.")
        }
    }

    func run() async throws {
        let parameters = try JobInputs.parameters(parameters)
        try await Connections.withHTTP { http in
            let target = try await self.target.find(project, http: http)
            let intake = target.intake
            let locations = try await JobInputs.upload(inputs, to: target)
            var ids: [JobID] = []
            for location in locations {
                for _ in 0..<count {
                    ids.append(
                        try await intake.submit(input: location, parameters: parameters, idempotencyKey: idempotencyKey)
                    )
                    Terminal.progress("submitted \(ids.count) of \(locations.count * count)")
                }
            }
            Terminal.endProgress()
            if watch {
                try await follow(ids, intake)
            } else if output.json {
                try Terminal.json(ids.map { ["id": $0.text] })
            } else {
                for id in ids { Terminal.out(id.text) }
            }
        }
    }

    private func follow(_ ids: [JobID], _ intake: IntakeClient) async throws {
        let ended = try await JobFollower(intake: intake).follow(ids) { done, failed in
            Terminal.progress("\(done) of \(ids.count) ended\(failed > 0 ? ", \(failed) failed" : "")")
        }
        Terminal.endProgress()
        let statuses = ids.compactMap { ended[$0] }
        if output.json { try Terminal.json(statuses) } else { Terminal.out(JobTable.text(statuses)) }
        guard let failed = statuses.first(where: { $0.status != .succeeded }) else { return }
        Terminal.note("`sluice logs \(failed.id)` shows what the job said.")
        throw ExitCode.failure
    }

}
