import SluiceManifest
import SluiceModel
import SluiceProcess
import SluiceScaling

extension LocalPlan {
    /// The plan of a command's project.
    /// - Throws: `CommandFailure` or `ManifestFailure`.
    init(_ project: ProjectOptions) throws {
        self.init(try project.load(forLocal: true).manifest, folder: project.folder)
    }

    /// The plan of the manifest in `file`.
    /// - Throws: `CommandFailure` or `ManifestFailure`.
    init(file: String) throws {
        self.init(try ManifestFile.load(file, forLocal: true).manifest, folder: ManifestFile.folder(of: file))
    }

    /// The plan of a manifest that lies in `folder`.
    init(_ manifest: Manifest, folder: String) {
        self.init(
            name: manifest.name,
            folder: Startup.absolute(folder),
            queue: manifest.name,
            deadLetterQueue: "\(manifest.name)-dead",
            bucket: "\(manifest.name)-data",
            worker: WorkerSettings(manifest),
            policy: manifest.scaling.policy,
            limits: CapacityLimits(minimum: manifest.scaling.minimum, maximum: manifest.scaling.maximum).fitting(
                memoryPerTask: manifest.task.memory.bytes,
                available: ProcessTree.availableMemory
            ),
            initialTasks: manifest.scaling.desired,
            jobDuration: manifest.job.duration,
            stopTimeout: manifest.task.stopTimeout,
            retention: manifest.queue.retention,
            port: manifest.localPort
        )
    }
}

extension WorkerSettings {
    /// What a manifest says of the worker; the addresses come later.
    fileprivate init(_ manifest: Manifest) {
        self.init(
            command: manifest.job.command,
            environment: manifest.job.environment,
            queueURL: "",
            deadLetterQueueURL: nil,
            bucket: "\(manifest.name)-data",
            durationSeconds: manifest.job.duration.inSeconds,
            timeoutSeconds: manifest.job.timeout.inSeconds,
            stopTimeoutSeconds: manifest.task.stopTimeout.inSeconds,
            visibilitySeconds: manifest.queue.visibility.inSeconds,
            retries: manifest.queue.retries,
            outOfMemoryRetries: manifest.queue.outOfMemoryRetries,
            initialBackoffSeconds: manifest.queue.initialBackoff.inSeconds,
            maximumBackoffSeconds: manifest.queue.maximumBackoff.inSeconds,
            memoryLimitBytes: manifest.task.memory.bytes,
            receiveWaitSeconds: 2
        )
    }
}
