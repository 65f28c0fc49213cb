import Foundation

extension Job {
    /// Runs the job as the contract says and ends the process.
    public static func main() {
        exit(exitCode(of: Self(), JobContext(environment: ProcessInfo.processInfo.environment)))
    }

    /// Runs `job` and turns how it returns into an exit code; what it throws goes to standard error.
    public static func exitCode(of job: Self, _ context: JobContext) -> Int32 {
        do {
            try job.run(context)
            return JobExitCode.succeeded
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            switch error {
            case is JobRejected: return JobExitCode.rejected
            case is JobNotNow: return JobExitCode.notNow
            default: return JobExitCode.failed
            }
        }
    }
}
