import HTTPTypes
import Hummingbird
import SluiceModel
import SluiceWire

extension S3Service {
    /// UploadPart.
    func uploadPart(_ object: ObjectLocation, _ request: S3Request) async throws -> Response {
        let number = try request.partNumber()
        let upload = try await store.upload(
            request.parameter("uploadId") ?? "",
            bucket: object.bucket,
            key: object.key
        )
        let claims = try PayloadClaims(request)
        let algorithm = upload.checksum.algorithm
        if upload.checksum.isChosen, let given = claims.checksum?.algorithm, given != algorithm {
            throw AWSServiceError.invalidRequest(
                "Checksum Type mismatch occurred, expected checksum Type: \(algorithm.rawValue.lowercased()), actual checksum Type: \(given.rawValue.lowercased())"
            )
        }
        let draft = try await receive(request, claims, algorithm: algorithm, limit: S3Limits.largestPartBytes)
        let record = try await store.commitPart(draft, number: number, of: upload) { try claims.check($0) }
        var response = Response.empty()
        response.headers[.eTag] = record.part.tag.quoted
        // What the caller did not choose is not repeated for each part.
        if upload.checksum.isChosen { response.headers.set(algorithm.headerName, record.part.checksum) }
        return response
    }

    /// UploadPartCopy.
    func uploadPartCopy(_ object: ObjectLocation, _ request: S3Request) async throws -> Response {
        let number = try request.partNumber()
        let source = try CopySource(request.header("x-amz-copy-source") ?? "")
        let upload = try await store.upload(
            request.parameter("uploadId") ?? "",
            bucket: object.bucket,
            key: object.key
        )
        let reading = try await open(source, request)
        let range = try copiedRange(of: reading.info, request)
        let draft = try await store.draft(
            .init(algorithms: [upload.checksum.algorithm], limit: S3Limits.largestPartBytes)
        )
        try await store.fill(draft, from: reading.body(range))
        let record = try await store.commitPart(draft, number: number, of: upload) { _ in }
        var values = S3.CopyValues(lastModified: record.stamp.lastModified, eTag: record.part.tag.quoted)
        if upload.checksum.isChosen, let checksum = record.part.checksum {
            values.checksums = [upload.checksum.algorithm: checksum]
        }
        return try .document(S3.CopyPartResult(values))
    }

    private func copiedRange(of info: ObjectInfo, _ request: S3Request) throws(AWSServiceError) -> Range<Int64> {
        let name = "x-amz-copy-source-range"
        guard let header = request.header(name) else { return 0..<info.size }
        guard case .from(let first, let last?) = ByteRange(header) else {
            throw .invalidArgument(
                name,
                header,
                "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy"
            )
        }
        guard last < info.size else {
            throw .invalidArgument(name, header, "Range specified is not valid for source object of size: \(info.size)")
        }
        return first..<(last + 1)
    }
}
