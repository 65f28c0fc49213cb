import Logging
import SluiceAWS
import SluiceModel
import SluiceProcess
import SluiceWire

extension DeliveryHandler {
    /// Fetches the input, runs the job, stores log and outputs.
    func attempt(_ job: JobStatus, _ scratch: ScratchFolder, _ keeper: LeaseKeeper) async -> AttemptOutcome {
        if let failure = await fetchInput(job, scratch) { return AttemptOutcome(end: .failed(failure)) }
        let run: JobRun
        do {
            run = try start(job, scratch)
        } catch let error as SpawnError {
            return AttemptOutcome(end: .failed(JobFailure(cause: .command, message: error.description)))
        } catch {
            return AttemptOutcome(end: .failed(JobFailure(cause: .command, message: "\(error)")))
        }
        let startedAt = clock.now
        keeper.onLoss { run.end(.leaseLost) }
        drain.onRequest { [drain = configuration.drainRules, clock] in
            guard let patience = drain.patience(startedAt: startedAt, at: clock.now) else { return run.end(.drain) }
            Task {
                try? await clock.sleep(until: clock.now.advanced(by: patience), tolerance: nil)
                run.end(.drain)
            }
        }
        let result = await run.result()
        drain.forgetRequest()
        return await store(result, job, scratch)
    }

    private func start(_ job: JobStatus, _ scratch: ScratchFolder) throws -> JobRun {
        let deadline = clock.now.advanced(by: configuration.timeout)
        let command = ChildCommand(
            program: configuration.command.first ?? "",
            arguments: Array(configuration.command.dropFirst()),
            environment: try JobEnvironment.variables(
                job,
                scratch: scratch,
                deadline: deadline,
                base: baseEnvironment.merging(configuration.environment) { $1 }
            ),
            workingDirectory: scratch.workFolder,
            logFile: scratch.logFile
        )
        return try JobRun(command, configuration: configuration, clock: clock)
    }

    private func fetchInput(_ job: JobStatus, _ scratch: ScratchFolder) async -> JobFailure? {
        guard let input = job.input else { return nil }
        do {
            try await s3.download(bucket: input.bucket, key: input.key, to: scratch.inputFile(input))
            return nil
        } catch let error as AWSServiceError where error.status == 404 {
            return JobFailure(cause: .rejected, message: "the input \(input.uri) does not exist")
        } catch {
            return JobFailure(cause: .input, message: "the input \(input.uri) could not be fetched: \(error)")
        }
    }

    private func store(_ result: JobRun.Result, _ job: JobStatus, _ scratch: ScratchFolder) async -> AttemptOutcome {
        var outcome = AttemptOutcome(end: result.end, usage: result.usage)
        do {
            try await s3.upload(
                file: scratch.logFile,
                bucket: configuration.bucket,
                key: JobKeys.log(job.id),
                contentType: "text/plain"
            )
            guard case .succeeded = result.end else { return outcome }
            for name in scratch.outputs() {
                let type = ContentType.of(name)
                let bytes = try await s3.upload(
                    file: "\(scratch.outputFolder)/\(name)",
                    bucket: configuration.bucket,
                    key: JobKeys.output(job.id, name),
                    contentType: type
                )
                outcome.outputs.append(JobOutput(name: name, bytes: bytes, contentType: type))
            }
        } catch {
            logger.error("outputs could not be stored", metadata: ["job": "\(job.id)", "error": "\(error)"])
            if case .succeeded = result.end {
                outcome.end = .failed(JobFailure(cause: .output, message: "the outputs could not be stored: \(error)"))
            }
        }
        return outcome
    }
}

extension WorkerConfiguration {
    /// How the worker behaves between SIGTERM and SIGKILL.
    var drainRules: DrainRules { DrainRules(stopTimeout: stopTimeout, duration: duration) }
}
