import Hummingbird
import SluiceModel
import SluiceWire

extension S3Service {
    /// DeleteObject.
    func deleteObject(_ object: ObjectLocation, _ request: S3Request) async throws -> Response {
        if let version = request.parameter("versionId"), version != "null" {
            throw AWSServiceError.noSuchVersion(key: object.key, version: version)
        }
        let conditions = WriteConditions(
            mustBeAbsent: false,
            ifMatch: request.header("if-match").map { EntityTag.Pattern($0) }
        )
        try await store.delete(bucket: object.bucket, key: object.key, conditions: conditions)
        return .empty(.noContent)
    }
}
