import NIOCore
import SluiceModel
import SluiceWire

extension S3Client {
    /// From this size on a file is sent in parts.
    package static let multipartThreshold: Int64 = 64 << 20
    private static let partSize: Int64 = 16 << 20
    private static let partsAtOnce = 4

    /// Stores a file of any size with little memory and returns its size in bytes.
    ///
    /// Every request carries a CRC-32 that S3 checks. Over plain HTTP the file is read twice, because the signature
    /// then covers its SHA-256.
    @discardableResult
    package func upload(file: String, bucket: String, key: String, contentType: String) async throws -> Int64 {
        let size = try FileHandleBox.size(of: file)
        if size < Self.multipartThreshold {
            var call = call("PUT", bucket: bucket, key: key)
            let slice = FileSlice(path: file, offset: 0, length: size)
            call.headers = [
                (name: "content-type", value: contentType), (name: "content-length", value: String(size)),
                (name: ChecksumAlgorithm.crc32.headerName, value: try await Self.crc32(slice).base64),
            ]
            call.body = size == 0 ? .bytes([]) : .file(slice)
            _ = try await sendAndCollect(call)
        } else {
            try await uploadInParts(file, size, bucket, key, contentType)
        }
        return size
    }

    private func uploadInParts(
        _ file: String,
        _ size: Int64,
        _ bucket: String,
        _ key: String,
        _ contentType: String
    ) async throws {
        let upload = try await createUpload(bucket, key, contentType)
        do {
            let parts = try await uploadParts(file, size, bucket, key, upload)
            var call = call("POST", bucket: bucket, key: key, query: [("uploadId", upload)])
            call.headers = [
                (name: "content-type", value: "application/xml"), (name: "x-amz-checksum-type", value: "FULL_OBJECT"),
            ]
            call.body = .bytes(try S3XML.encode(S3.CompleteMultipartUpload(parts: parts)))
            call.timeout = .minutes(10)
            let (_, body) = try await sendAndCollect(call)
            // S3 may answer 200 before it knows and put the error into the body.
            if let failure = try? S3XML.decode(S3.ErrorDocument.self, from: body) { throw failure.error(status: 500) }
        } catch {
            // Parts that nobody puts together would be paid for until somebody notices.
            _ = try? await sendAndCollect(call("DELETE", bucket: bucket, key: key, query: [("uploadId", upload)]))
            throw error
        }
    }

    private func createUpload(_ bucket: String, _ key: String, _ contentType: String) async throws -> String {
        var call = call("POST", bucket: bucket, key: key, query: [("uploads", "")])
        call.headers = [
            (name: "content-type", value: contentType), (name: "x-amz-checksum-algorithm", value: "CRC32"),
            (name: "x-amz-checksum-type", value: "FULL_OBJECT"),
        ]
        let (_, body) = try await sendAndCollect(call)
        do {
            return try S3XML.decode(S3.InitiateMultipartUploadResult.self, from: body).uploadID
        } catch {
            throw AWSClientError.badAnswer("CreateMultipartUpload: \(error)")
        }
    }

    private func uploadParts(
        _ file: String,
        _ size: Int64,
        _ bucket: String,
        _ key: String,
        _ upload: String
    ) async throws -> [S3.CompletedPart] {
        // At most 10,000 parts, whatever the size.
        let partSize = max(Self.partSize, (size + 9_999) / 10_000)
        let offsets = stride(from: Int64(0), to: size, by: Int64.Stride(partSize)).map { $0 }
        return try await withThrowingTaskGroup(of: S3.CompletedPart.self) { group in
            var parts: [S3.CompletedPart] = []
            for (index, offset) in offsets.enumerated() {
                if index >= Self.partsAtOnce, let part = try await group.next() { parts.append(part) }
                let slice = FileSlice(path: file, offset: offset, length: min(partSize, size - offset))
                group.addTask { try await uploadPart(slice, index + 1, bucket, key, upload) }
            }
            for try await part in group { parts.append(part) }
            return parts.sorted { $0.partNumber < $1.partNumber }
        }
    }

    private func uploadPart(
        _ slice: FileSlice,
        _ number: Int,
        _ bucket: String,
        _ key: String,
        _ upload: String
    ) async throws -> S3.CompletedPart {
        var call = call(
            "PUT",
            bucket: bucket,
            key: key,
            query: [("partNumber", String(number)), ("uploadId", upload)]
        )
        let checksum = try await Self.crc32(slice).base64
        call.headers = [
            (name: "content-length", value: String(slice.length)),
            (name: ChecksumAlgorithm.crc32.headerName, value: checksum),
        ]
        call.body = .file(slice)
        call.timeout = .minutes(10)
        let (response, _) = try await sendAndCollect(call)
        guard let etag = response.header("etag") else { throw AWSClientError.badAnswer("UploadPart has no entity tag") }
        return S3.CompletedPart(partNumber: number, eTag: etag, checksums: [.crc32: checksum])
    }

    /// The CRC-32 of a part of a file, read piece by piece.
    static func crc32(_ slice: FileSlice) async throws -> ChecksumValue {
        try await checksum(slice, .crc32)
    }

    /// A checksum of a part of a file, read piece by piece.
    static func checksum(_ slice: FileSlice, _ algorithm: ChecksumAlgorithm) async throws -> ChecksumValue {
        var checksum = StreamingChecksum(algorithm)
        for try await piece in slice { checksum.update(Array(piece.readableBytesView)) }
        return checksum.value
    }
}
