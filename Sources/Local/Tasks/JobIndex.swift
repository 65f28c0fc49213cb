package import SluiceModel

/// The status documents of a bucket in memory: all are read once, later only those that were written since.
package actor JobIndex {
    private let cloud: LocalCloud
    private let bucket: String
    private var statuses: [JobID: JobStatus] = [:]
    private var hasBegun = false
    /// The last refresh; the next one waits for it, so that everybody sees what was written before they asked.
    private var refreshing: Task<Void, Never>?

    /// The jobs in `bucket`; nothing is read yet.
    package init(cloud: LocalCloud, bucket: String) {
        self.cloud = cloud
        self.bucket = bucket
    }

    /// Every status document there is, as it is now.
    package func all() async -> [JobID: JobStatus] {
        let last = refreshing
        let refresh = Task {
            await last?.value
            await self.refresh()
        }
        refreshing = refresh
        await refresh.value
        return statuses
    }

    private func refresh() async {
        var changed: Set<JobID>
        if hasBegun {
            changed = Set(cloud.objects.changes.take().compactMap { JobKeys.job(ofStatusKey: $0) })
        } else {
            hasBegun = true
            // What is written from here on is read a second time.
            cloud.objects.changes.watch(bucket: bucket, prefix: JobKeys.jobsPrefix)
            changed = Set(await cloud.jobsWithObjects(bucket: bucket))
        }
        for job in changed { statuses[job] = await cloud.status(of: job, bucket: bucket) }
    }
}
