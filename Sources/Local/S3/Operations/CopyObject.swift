import HTTPTypes
import Hummingbird
import SluiceModel
import SluiceWire

extension S3Service {
    /// CopyObject.
    func copyObject(_ object: ObjectLocation, _ request: S3Request) async throws -> Response {
        try ObjectStore.check(key: object.key)
        let source = try CopySource(request.header("x-amz-copy-source") ?? "")
        let conditions = try WriteConditions(header: request.header)
        let replaces = try replacesMetadata(request)
        let reading = try await open(source, request)
        guard reading.info.size <= S3Limits.singleUploadBytes else {
            throw AWSServiceError.invalidRequest(
                "The specified copy source is larger than the maximum allowable size for a copy source: \(S3Limits.singleUploadBytes)"
            )
        }
        let storageClass = try ObjectMetadata.storageClass(request)
        if source.location.isSame(as: object), !replaces, request.header("x-amz-storage-class") == nil {
            throw AWSServiceError.invalidRequest(
                "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes."
            )
        }
        var given = replaces ? try ObjectMetadata(request) : reading.info.metadata
        given.storageClass = storageClass
        let metadata = given
        let algorithm = try checksumAlgorithm(request) ?? reading.info.metadata.checksum?.algorithm ?? .crc64nvme
        let draft = try await store.draft(.init(algorithms: [algorithm]))
        try await store.fill(draft, from: reading.body)
        let info = try await store.commit(
            draft,
            bucket: object.bucket,
            key: object.key,
            conditions: conditions
        ) { metadata.with($0) }
        return try .document(S3.CopyObjectResult(S3.CopyValues(info)))
    }

    /// Opens the object that a copy reads, if its conditions hold.
    func open(_ source: CopySource, _ request: S3Request) async throws -> ObjectStore.Reading {
        let key = source.location.key
        if let version = source.versionID, version != "null" {
            throw AWSServiceError.noSuchVersion(key: key, version: version)
        }
        let reading = try await store.read(bucket: source.location.bucket, key: key)
        let conditions = ReadConditions(prefix: "x-amz-copy-source-", header: request.header)
        switch conditions.decide(tag: reading.info.metadata.tag, lastModified: reading.info.lastModified) {
        case .proceed: return reading
        case .notModified:
            let name = conditions.ifNoneMatch == nil ? "If-Modified-Since" : "If-None-Match"
            throw AWSServiceError.preconditionFailed("x-amz-copy-source-\(name)")
        case .failed(let condition): throw AWSServiceError.preconditionFailed("x-amz-copy-source-\(condition)")
        }
    }

    /// The checksum algorithm that a request asks for.
    func checksumAlgorithm(_ request: S3Request) throws(AWSServiceError) -> ChecksumAlgorithm? {
        guard let name = request.header("x-amz-checksum-algorithm") else { return nil }
        return try ChecksumAlgorithm.known(name, header: "x-amz-checksum-algorithm")
    }

    private func replacesMetadata(_ request: S3Request) throws(AWSServiceError) -> Bool {
        try ObjectMetadata.checkRefused(request)
        if let value = request.header("x-amz-tagging-directive"), value != "COPY" {
            throw .headerNotImplemented("x-amz-tagging-directive", value)
        }
        switch request.header("x-amz-metadata-directive") {
        case nil, "COPY": return false
        case "REPLACE": return true
        case let other?: throw .invalidArgument("x-amz-metadata-directive", other, "Unknown metadata directive.")
        }
    }
}

extension S3.CopyValues {
    /// What a copy that made the object `info` produced.
    init(_ info: ObjectInfo) {
        self.init(
            lastModified: info.lastModified,
            eTag: info.metadata.tag.quoted,
            checksums: info.metadata.checksum.map { [$0.algorithm: $0.value] } ?? [:],
            checksumType: info.metadata.checksum?.type.rawValue
        )
    }
}

extension ObjectLocation {
    /// Whether both name one object: keys are bytes, and two spellings of one text are two keys.
    fileprivate func isSame(as other: ObjectLocation) -> Bool {
        bucket == other.bucket && key.utf8.elementsEqual(other.key.utf8)
    }
}
