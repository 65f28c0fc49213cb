package import SluiceModel

/// Which operation of S3 a request asks for.
package enum S3Operation: Sendable, Hashable {
    case listBuckets
    case createBucket(String)
    case headBucket(String)
    case deleteBucket(String)
    case getBucketLocation(String)
    case getBucketVersioning(String)
    case listObjects(String)
    case listObjectsV2(String)
    case listMultipartUploads(String)
    case deleteObjects(String)
    case putObject(ObjectLocation)
    case getObject(ObjectLocation)
    case headObject(ObjectLocation)
    case deleteObject(ObjectLocation)
    case copyObject(ObjectLocation)
    case createMultipartUpload(ObjectLocation)
    case uploadPart(ObjectLocation)
    case uploadPartCopy(ObjectLocation)
    case completeMultipartUpload(ObjectLocation)
    case abortMultipartUpload(ObjectLocation)
    case listParts(ObjectLocation)
    /// S3 has it under this name, we do not.
    case notImplemented(name: String)
    /// S3 has no such method for that kind of resource.
    case methodNotAllowed(resource: String)

    /// The operation that a request asks for.
    ///
    /// - Parameters:
    ///   - method: In capitals.
    ///   - target: What the request is about.
    ///   - query: The names and values of its parameters, decoded; `x-id` says nothing and is ignored.
    ///   - isCopy: Whether it has the header `x-amz-copy-source`.
    package init(method: String, target: S3Target, query: [(name: String, value: String)], isCopy: Bool) {
        let keys = Set(query.map(\.name)).subtracting(["x-id"])
        switch target {
        case .service: self = method == "GET" ? .listBuckets : .methodNotAllowed(resource: "SERVICE")
        case .bucket(let name): self = Self.bucketOperation(method, name, keys, query)
        case .object(let location): self = Self.objectOperation(method, location, keys, query, isCopy)
        }
    }

    private static func bucketOperation(
        _ method: String,
        _ bucket: String,
        _ keys: Set<String>,
        _ query: [(name: String, value: String)]
    ) -> S3Operation {
        switch method {
        case "GET" where keys.contains("location"): return .getBucketLocation(bucket)
        case "GET" where keys.contains("versioning"): return .getBucketVersioning(bucket)
        case "GET" where keys.contains("uploads"): return .listMultipartUploads(bucket)
        case "POST" where keys.contains("delete"): return .deleteObjects(bucket)
        default: break
        }
        if let name = S3Subresource.operation(method, keys, of: .bucket, query) { return .notImplemented(name: name) }
        switch method {
        case "GET":
            let isSecond = query.contains { $0.name == "list-type" && $0.value == "2" }
            return isSecond ? .listObjectsV2(bucket) : .listObjects(bucket)
        case "HEAD": return .headBucket(bucket)
        case "PUT": return .createBucket(bucket)
        case "DELETE": return .deleteBucket(bucket)
        case "POST": return .notImplemented(name: "PostObject")
        case "OPTIONS": return .notImplemented(name: "CORS preflight")
        default: return .methodNotAllowed(resource: "BUCKET")
        }
    }

    private static func objectOperation(
        _ method: String,
        _ object: ObjectLocation,
        _ keys: Set<String>,
        _ query: [(name: String, value: String)],
        _ isCopy: Bool
    ) -> S3Operation {
        switch method {
        case "POST" where keys.contains("uploads"): return .createMultipartUpload(object)
        case "POST" where keys.contains("uploadId"): return .completeMultipartUpload(object)
        case "PUT" where keys.contains("uploadId"): return isCopy ? .uploadPartCopy(object) : .uploadPart(object)
        case "DELETE" where keys.contains("uploadId"): return .abortMultipartUpload(object)
        case "GET" where keys.contains("uploadId"): return .listParts(object)
        default: break
        }
        if let name = S3Subresource.operation(method, keys, of: .object, query) { return .notImplemented(name: name) }
        switch method {
        case "GET": return .getObject(object)
        case "HEAD": return .headObject(object)
        case "PUT": return isCopy ? .copyObject(object) : .putObject(object)
        case "DELETE": return .deleteObject(object)
        case "OPTIONS": return .notImplemented(name: "CORS preflight")
        default: return .methodNotAllowed(resource: "OBJECT")
        }
    }
}
