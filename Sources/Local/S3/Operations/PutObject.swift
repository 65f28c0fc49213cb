import HTTPTypes
import Hummingbird
import SluiceModel
import SluiceWire

extension S3Service {
    /// PutObject.
    func putObject(_ object: ObjectLocation, _ request: S3Request) async throws -> Response {
        try ObjectStore.check(key: object.key)
        try await requireBucket(object.bucket)
        let conditions = try WriteConditions(header: request.header)
        let claims = try PayloadClaims(request)
        let given = try ObjectMetadata(request)
        let draft = try await receive(request, claims, limit: S3Limits.singleUploadBytes)
        let info = try await store.commit(
            draft,
            bucket: object.bucket,
            key: object.key,
            conditions: conditions
        ) { summary in
            try claims.check(summary)
            return given.with(summary)
        }
        var response = Response.empty()
        response.headers[.eTag] = info.metadata.tag.quoted
        response.headers.set(info.metadata.checksum)
        return response
    }
}

extension ObjectMetadata {
    /// This metadata with the tag and the checksum of the bytes that came.
    func with(_ summary: ObjectDraft.Summary) -> ObjectMetadata {
        var metadata = self
        metadata.tag = summary.tag
        metadata.checksum = summary.metadata.checksum
        metadata.parts = nil
        return metadata
    }
}
