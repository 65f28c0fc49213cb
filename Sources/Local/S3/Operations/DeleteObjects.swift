import Hummingbird
import SluiceWire

extension S3Service {
    /// DeleteObjects.
    func deleteObjects(_ bucket: String, _ request: S3Request) async throws -> Response {
        try await requireBucket(bucket)
        let claims = try PayloadClaims(request)
        guard claims.md5 != nil || claims.checksum != nil else {
            throw AWSServiceError.invalidRequest(
                "Missing required header for this request: Content-MD5 OR x-amz-checksum-*"
            )
        }
        guard let body = try await document(S3.Delete.self, request, claims), !body.objects.isEmpty,
            body.objects.count <= S3Limits.batchDeleteObjects
        else { throw AWSServiceError.malformedXML }
        var result = S3.DeleteResult(deleted: [], errors: [])
        for object in body.objects {
            do {
                try await delete(object, in: bucket)
                if body.quiet != true { result.deleted.append(S3.DeletedObject(key: object.key)) }
            } catch let error as AWSServiceError {
                result.errors.append(
                    S3.DeleteError(
                        key: object.key,
                        code: error.code,
                        message: error.message,
                        versionID: object.versionID
                    )
                )
            }
        }
        return try .document(result)
    }

    private func delete(_ object: S3.ObjectIdentifier, in bucket: String) async throws {
        if let version = object.versionID, version != "null" {
            throw AWSServiceError.noSuchVersion(key: object.key, version: version)
        }
        try ObjectStore.check(key: object.key)
        guard !object.key.isEmpty else { throw AWSServiceError.malformedXML }
        let conditions = WriteConditions(mustBeAbsent: false, ifMatch: object.eTag.map { EntityTag.Pattern($0) })
        try await store.delete(bucket: bucket, key: object.key, conditions: conditions)
    }
}
