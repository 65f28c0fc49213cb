import SluiceManifest
import SluiceModel
import SluiceScaling

/// What a project needs of this machine: names, limits and what its workers are told.
struct LocalPlan: Sendable {
    var name: String
    /// Where the manifest lies, and tasks start.
    var folder: String
    var queue: String
    var deadLetterQueue: String
    var bucket: String
    /// Everything but the addresses, which are known once the server listens.
    var worker: WorkerSettings
    var policy: ScalingPolicy
    var limits: CapacityLimits
    /// Tasks at the start, before anything was decided.
    var initialTasks: Int
    /// What a job takes, as the manifest says.
    var jobDuration: Duration?
    var stopTimeout: Duration
    var retention: Duration?
    /// Who is told of the ends of jobs; nil when nobody is.
    var notifications: LocalNotifications?
    /// The port of the manifest; nil when it names none.
    var port: Int?
}

extension CapacityLimits {
    /// These limits, with the maximum lowered to what the machine's memory has room for.
    ///
    /// At least one task is left, so that a manifest for a larger machine can be tried at all.
    func fitting(memoryPerTask: Int64?, available: Int64) -> CapacityLimits {
        guard let memoryPerTask, memoryPerTask > 0 else { return self }
        let room = max(1, Int(available / memoryPerTask))
        guard room < maximum else { return self }
        return CapacityLimits(
            minimum: min(minimum, room),
            maximum: room,
            maximumReason: "\(available >> 20) MiB of memory are free and a task has \(memoryPerTask >> 20) MiB"
        )
    }
}
