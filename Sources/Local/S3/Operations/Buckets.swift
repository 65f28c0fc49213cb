import HTTPTypes
import Hummingbird
import SluiceWire

extension S3Service {
    /// ListBuckets.
    func listBuckets(_ request: S3Request) async throws -> Response {
        let prefix = request.parameter("prefix")
        let limit = try request.number("max-buckets") ?? .max
        var after: [UInt8] = []
        if let token = request.parameter("continuation-token") {
            guard case .key(let name) = ContinuationToken.decode(token) else {
                throw AWSServiceError.invalidArgument(
                    "continuation-token",
                    token,
                    "The continuation token is not valid"
                )
            }
            after = name
        }
        var buckets = try await store.buckets().filter {
            $0.name.hasPrefix(prefix ?? "") && after.lexicographicallyPrecedes($0.name.utf8)
        }
        if let wanted = request.parameter("bucket-region"), wanted != region { buckets = [] }
        let page = buckets.prefix(limit)
        let isTruncated = page.count < buckets.count
        return try .document(
            S3.ListBucketsResult(
                owner: Self.owner,
                buckets: page.map { .init(name: $0.name, creationDate: $0.createdAt, bucketRegion: region) },
                continuationToken: isTruncated
                    ? page.last.map { ContinuationToken.encode(.key(Array($0.name.utf8))) } : nil,
                prefix: prefix
            )
        )
    }

    /// CreateBucket.
    func createBucket(_ bucket: String, _ request: S3Request) async throws -> Response {
        guard BucketName.isValid(bucket) else { throw AWSServiceError.invalidBucketName(bucket) }
        try ObjectMetadata.checkAccess(request)
        if request.header("x-amz-bucket-object-lock-enabled")?.lowercased() == "true" {
            throw AWSServiceError.headerNotImplemented("x-amz-bucket-object-lock-enabled")
        }
        // Many clients send no body and no length.
        let hasBody = request.header("content-length").map { $0 != "0" } ?? (request.header("transfer-encoding") != nil)
        let configuration =
            hasBody ? try await document(S3.CreateBucketConfiguration.self, request, PayloadClaims(request)) : nil
        try checkLocation(configuration?.locationConstraint)
        let isNew = try await store.createBucketIfMissing(bucket, at: request.call.receivedAt)
        // AWS keeps an old exception for us-east-1: creating one's own bucket again succeeds there.
        guard isNew || region == "us-east-1" else { throw AWSServiceError.bucketAlreadyOwnedByYou(bucket) }
        var response = Response.empty()
        response.headers[.location] = "/\(bucket)"
        return response
    }

    private func checkLocation(_ constraint: String?) throws(AWSServiceError) {
        guard let constraint, !constraint.isEmpty else {
            if region == "us-east-1" { return }
            throw .illegalLocation("unspecified")
        }
        if constraint == "us-east-1" { throw .invalidLocation(constraint) }
        if constraint != region { throw .illegalLocation(constraint) }
    }

    /// HeadBucket.
    func headBucket(_ bucket: String) async throws -> Response {
        try await requireBucket(bucket)
        var response = Response.empty()
        response.headers.set("x-amz-bucket-region", region)
        response.headers[.contentType] = S3.contentType
        return response
    }

    /// DeleteBucket.
    func deleteBucket(_ bucket: String) async throws -> Response {
        try await store.deleteBucket(bucket)
        return .empty(.noContent)
    }

    /// GetBucketLocation.
    func getBucketLocation(_ bucket: String) async throws -> Response {
        try await requireBucket(bucket)
        return try .document(S3.LocationConstraint(region: region))
    }

    /// GetBucketVersioning: it was never set, and cannot be.
    func getBucketVersioning(_ bucket: String) async throws -> Response {
        try await requireBucket(bucket)
        return try .document(S3.VersioningConfiguration())
    }

    /// Throws `NoSuchBucket` when there is no such bucket.
    func requireBucket(_ bucket: String) async throws {
        guard try await store.hasBucket(bucket) else { throw AWSServiceError.noSuchBucket(bucket) }
    }
}
