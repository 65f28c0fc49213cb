import SluiceLocal
import SluiceModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The jobs that are being worked on at one moment, to tell afterwards what became of them.
struct JobsInFlight: Sendable {
    private let cloud: LocalCloud
    private let bucket: String
    private let jobs: [JobID]

    init(cloud: LocalCloud, queue: String, bucket: String) {
        self.cloud = cloud
        self.bucket = bucket
        jobs = cloud.queues.bodiesInFlight(of: queue).compactMap {
            (try? JSONDecoder().decode(JobRequest.self, from: Data($0.utf8)))?.id
        }
    }

    /// What became of them, in one line.
    func summary() async -> String {
        guard !jobs.isEmpty else { return "Stopped; no job was at work." }
        var finished = 0
        for job in jobs {
            let status = await cloud.status(of: job, bucket: bucket)
            if status?.status.isFinal == true { finished += 1 }
        }
        return
            "Stopped; of \(jobs.count) jobs at work \(finished) finished and \(jobs.count - finished) were given back."
    }
}
