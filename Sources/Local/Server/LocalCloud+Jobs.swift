import NIOCore
package import SluiceModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension LocalCloud {
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
