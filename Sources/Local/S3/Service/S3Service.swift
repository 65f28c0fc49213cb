import Hummingbird
import SluiceWire

/// Amazon S3, answered from the disk of this machine.
struct S3Service: AWSService {
    let store: ObjectStore
    /// The region that all buckets are in.
    let region: String

    /// The service over `store`.
    init(store: ObjectStore, region: String) {
        self.store = store
        self.region = region
    }

    /// Answers a call, errors included.
    func respond(to call: AWSCall) async -> Response {
        do {
            let request = S3Request(call)
            let target = try S3Target(host: request.header("host"), rawPath: call.signable.rawPath)
            let operation = S3Operation(
                method: call.signable.method,
                target: target,
                query: call.signable.queryItems,
                isCopy: request.header("x-amz-copy-source") != nil
            )
            try request.checkExpectedOwner()
            var response = try await answer(operation, request)
            response.headers.set("x-amz-request-id", call.requestID)
            response.headers.set("x-amz-id-2", Self.hostID)
            return response
        } catch {
            return XMLErrorResponse.make(Self.serviceError(error), call)
        }
    }

    private func answer(_ operation: S3Operation, _ request: S3Request) async throws -> Response {
        switch operation {
        case .listBuckets: try await listBuckets(request)
        case .createBucket(let bucket): try await createBucket(bucket, request)
        case .headBucket(let bucket): try await headBucket(bucket)
        case .deleteBucket(let bucket): try await deleteBucket(bucket)
        case .getBucketLocation(let bucket): try await getBucketLocation(bucket)
        case .getBucketVersioning(let bucket): try await getBucketVersioning(bucket)
        case .listObjects(let bucket): try await listObjects(bucket, request)
        case .listObjectsV2(let bucket): try await listObjectsV2(bucket, request)
        case .listMultipartUploads(let bucket): try await listMultipartUploads(bucket, request)
        case .deleteObjects(let bucket): try await deleteObjects(bucket, request)
        case .putObject(let object): try await putObject(object, request)
        case .getObject(let object): try await getObject(object, request)
        case .headObject(let object): try await headObject(object, request)
        case .deleteObject(let object): try await deleteObject(object, request)
        case .copyObject(let object): try await copyObject(object, request)
        case .createMultipartUpload(let object): try await createMultipartUpload(object, request)
        case .uploadPart(let object): try await uploadPart(object, request)
        case .uploadPartCopy(let object): try await uploadPartCopy(object, request)
        case .completeMultipartUpload(let object): try await completeMultipartUpload(object, request)
        case .abortMultipartUpload(let object): try await abortMultipartUpload(object, request)
        case .listParts(let object): try await listParts(object, request)
        case .notImplemented(let name): throw AWSServiceError.notImplemented(operation: name)
        case .methodNotAllowed(let resource):
            throw AWSServiceError.methodNotAllowed(request.call.signable.method, resource: resource)
        }
    }

    /// The account that owns everything.
    static let owner = S3.Owner(id: Hashing.sha256Hex(AWSCall.accountID), displayName: "sluice")

    /// The value of `x-amz-id-2`, which AWS uses to find the machine that answered.
    private static let hostID = "sluice"

    private static func serviceError(_ error: any Error) -> AWSServiceError {
        switch error {
        case let error as AWSServiceError: error
        case let error as AWSChunkedError: AWSServiceError(error)
        default: .internalError("We encountered an internal error. Please try again. (\(error))")
        }
    }
}
