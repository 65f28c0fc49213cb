import NIOCore
package import SluiceModel
import SluiceWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension LocalCloud {
    /// The jobs in `bucket` that have objects, in the order of their ids; not all of them need have a status document.
    package func jobsWithObjects(bucket: String) async -> [JobID] {
        var jobs: [JobID] = []
        // One entry for each job, however many objects it has.
        var request: ListRequest? = ListRequest(prefix: JobKeys.jobsPrefix, delimiter: "/")
        while let page = request, let listing = try? await objects.list(bucket: bucket, page) {
            jobs += listing.commonPrefixes.compactMap {
                JobID(String($0.dropFirst(JobKeys.jobsPrefix.count).dropLast()))
            }
            request = listing.next.map { position in
                var next = page
                next.after = position
                return next
            }
        }
        return jobs
    }

    /// The status document of a job in `bucket`; nil while it has none.
    package func status(of job: JobID, bucket: String) async -> JobStatus? {
        guard let reading = try? await objects.readIfPresent(bucket: bucket, key: JobKeys.status(job)) else {
            return nil
        }
        var data = Data()
        do {
            for try await piece in reading.body { data.append(contentsOf: piece.readableBytesView) }
            return try JSONDecoder().decode(JobStatus.self, from: data)
        } catch {
            return nil
        }
    }
}
