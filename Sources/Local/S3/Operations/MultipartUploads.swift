import HTTPTypes
import Hummingbird
import SluiceModel
import SluiceWire

extension S3Service {
    /// CreateMultipartUpload.
    func createMultipartUpload(_ object: ObjectLocation, _ request: S3Request) async throws -> Response {
        let checksum = try multipartChecksum(request)
        let upload = try await store.createUpload(
            bucket: object.bucket,
            key: object.key,
            checksum: checksum,
            metadata: ObjectMetadata(request),
            at: request.call.receivedAt
        )
        var response = try Response.document(
            S3.InitiateMultipartUploadResult(bucket: object.bucket, key: object.key, uploadID: upload.id)
        )
        if checksum.isChosen {
            response.headers.set("x-amz-checksum-algorithm", checksum.algorithm.rawValue)
            response.headers.set("x-amz-checksum-type", checksum.type.rawValue)
        }
        return response
    }

    private func multipartChecksum(_ request: S3Request) throws(AWSServiceError) -> MultipartUpload.Checksum {
        let typeName = request.header("x-amz-checksum-type")?.uppercased()
        guard let algorithm = try checksumAlgorithm(request) else {
            guard typeName == nil else {
                throw .invalidRequest(
                    "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header."
                )
            }
            return MultipartUpload.Checksum(algorithm: .crc64nvme, type: .fullObject, isChosen: false)
        }
        guard let typeName else {
            return MultipartUpload.Checksum(
                algorithm: algorithm,
                type: algorithm.defaultMultipartType,
                isChosen: true
            )
        }
        guard let type = ChecksumType(rawValue: typeName) else {
            throw .invalidRequest("Value for x-amz-checksum-type header is invalid.")
        }
        guard algorithm.allows(type) else {
            throw .invalidRequest(
                "The \(typeName) checksum type cannot be used with the \(algorithm.rawValue.lowercased()) checksum algorithm."
            )
        }
        return MultipartUpload.Checksum(algorithm: algorithm, type: type, isChosen: true)
    }

    /// CompleteMultipartUpload.
    func completeMultipartUpload(_ object: ObjectLocation, _ request: S3Request) async throws -> Response {
        let id = request.parameter("uploadId") ?? ""
        let conditions = try WriteConditions(header: request.header)
        let upload = try await store.upload(id, bucket: object.bucket, key: object.key)
        let claims = try PayloadClaims(request, readsChecksum: false)
        guard let body = try await document(S3.CompleteMultipartUpload.self, request, claims) else {
            throw AWSServiceError.malformedXML
        }
        let info = try await store.complete(upload, requested: body.parts, conditions: conditions) { assembly in
            try check(assembly, upload, request)
        }
        let host = request.header("host") ?? "localhost"
        let path = PercentEncoding.encode(object.key, keepingSlashes: true)
        return try .document(
            S3.CompleteMultipartUploadResult(
                location: "http://\(host)/\(object.bucket)/\(path)",
                bucket: object.bucket,
                key: object.key,
                eTag: info.metadata.tag.quoted,
                checksums: info.metadata.checksum.map { [$0.algorithm: $0.value] } ?? [:],
                checksumType: info.metadata.checksum?.type.rawValue
            )
        )
    }

    /// Checks what the headers of a Complete say about the object.
    private func check(
        _ assembly: MultipartAssembly,
        _ upload: MultipartUpload,
        _ request: S3Request
    ) throws(AWSServiceError) {
        if let text = request.header("x-amz-mp-object-size"), Int64(text) != assembly.size {
            throw .invalidRequest(
                "The provided 'x-amz-mp-object-size' header value \(text) does not match what was computed: \(assembly.size)"
            )
        }
        if let type = request.header("x-amz-checksum-type"), type != upload.checksum.type.rawValue {
            throw .invalidRequest(
                "The upload was created using the \(upload.checksum.type.rawValue) checksum mode. The complete request must use the same checksum mode."
            )
        }
        guard let stated = request.header(upload.checksum.algorithm.headerName) else { return }
        guard stated == assembly.checksum else { throw .badChecksum(upload.checksum.algorithm) }
    }

    /// AbortMultipartUpload.
    func abortMultipartUpload(_ object: ObjectLocation, _ request: S3Request) async throws -> Response {
        try await store.abortUpload(
            request.parameter("uploadId") ?? "",
            bucket: object.bucket,
            key: object.key
        )
        return .empty(.noContent)
    }
}
