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
            worker: WorkerSettings(
                manifest,
                queueURL: "",
                deadLetterQueueURL: nil,
                bucket: "\(manifest.name)-data",
                receiveWaitSeconds: 2
            ),
            policy: manifest.scaling.policy,
            limits: CapacityLimits(minimum: manifest.scaling.minimum, maximum: manifest.scaling.maximum).fitting(
                memoryPerTask: manifest.task.memory.bytes,
                available: ProcessTree.availableMemory
            ),
            initialTasks: manifest.scaling.desired,
            jobDuration: manifest.job.duration,
            stopTimeout: manifest.task.stopTimeout,
            retention: manifest.queue.retention,
            notifications: LocalNotifications(manifest),
            port: manifest.localPort
        )
    }
}
