import ArgumentParser
import SluiceAWS
import SluiceModel
import SluiceWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `sluice list`: the jobs that have been started, and how many wait.
struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists the jobs that have been started, newest first, and says how many wait."
    )

    @Option(help: "Only jobs in this state: processing, succeeded, failed or cancelled.")
    var status: JobStatus.State?

    @Option(name: .shortAndLong, help: "How many at most.")
    var limit = 50

    @OptionGroup var target: TargetOptions
    @OptionGroup var project: ProjectOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let (statuses, counts) = try await Connections.withHTTP { http in
            let target = try await self.target.find(project, http: http)
            return (
                try await read(S3Client(target.aws), target.bucket),
                try await depth(SQSClient(target.aws), target.queueURL)
            )
        }
        if output.json {
            try Terminal.json(statuses)
        } else {
            if !statuses.isEmpty { Terminal.out(JobTable.text(statuses)) }
            Terminal.note("\(counts.waiting) jobs wait, \(counts.inFlight) are in flight.")
        }
    }

    private func read(_ s3: S3Client, _ bucket: String) async throws -> [JobStatus] {
        var statuses: [JobStatus] = []
        for try await object in s3.listObjects(bucket: bucket, prefix: JobKeys.jobsPrefix) {
            guard let job = JobKeys.job(ofStatusKey: object.key),
                let body = try await s3.getObjectIfPresent(bucket: bucket, key: JobKeys.status(job), limit: 4 << 20),
                let found = try? JSONDecoder().decode(JobStatus.self, from: Data(body.bytes))
            else { continue }
            if status == nil || found.status == status { statuses.append(found) }
        }
        let newest = statuses.sorted { ($0.startedAt ?? .epoch, $0.id) > ($1.startedAt ?? .epoch, $1.id) }
        return Array(newest.prefix(limit))
    }

    private func depth(_ sqs: SQSClient, _ queueURL: String) async throws -> (waiting: String, inFlight: String) {
        let counts = try await sqs.messageCounts(queueURL: queueURL)
        return (counts.visible.map(String.init) ?? "?", counts.inFlight.map(String.init) ?? "?")
    }
}

extension JobStatus.State: ExpressibleByArgument {}
