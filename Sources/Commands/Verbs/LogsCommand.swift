import ArgumentParser
import SluiceAWS
import SluiceModel

/// `sluice logs ID`: what a job printed.
struct Logs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Prints the log of a job's last attempt.")

    @Argument(help: "The job's id.")
    var id: String

    @OptionGroup var target: TargetOptions
    @OptionGroup var project: ProjectOptions

    func run() async throws {
        guard let job = JobID(id) else { throw ValidationError("'\(id)' is not a job id.") }
        let log = try await Connections.withHTTP { http in
            let target = try await self.target.find(project, http: http)
            return try await S3Client(target.aws).getObjectIfPresent(
                bucket: target.bucket,
                key: JobKeys.log(job),
                limit: 256 << 20
            )
        }
        guard let log else { throw CommandFailure("\(job) has no log yet: it is stored when an attempt ends.") }
        Terminal.raw(log.bytes)
    }
}
