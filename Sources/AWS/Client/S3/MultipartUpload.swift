import NIOCore
import SluiceWire

/// A file on its way to S3 in parts, of which several travel at once.
struct MultipartUpload: Sendable {
    let s3: S3Client
    let file: String
    /// Bytes.
    let size: Int64
    let bucket: String
    let key: String

    /// A part that has arrived.
    private struct Part: Sendable {
        let number: Int
        let etag: String
        let checksum: ChecksumValue
        let count: Int64

        var completed: S3.CompletedPart {
            S3.CompletedPart(partNumber: number, eTag: etag, checksums: [.crc32: checksum.base64])
        }
    }

    /// Sends the file; an upload that fails is aborted.
    /// - Throws: `AWSServiceError`, `FileError`, or what `AWSClient` throws.
    func run(contentType: String) async throws {
        let id = try await create(contentType)
        do {
            try await complete(id, try await sendParts(id))
        } catch {
            await abort(id)
            throw error
        }
    }

    private func create(_ contentType: String) async throws -> String {
        var call = try s3.call("POST", bucket: bucket, key: key, query: [("uploads", "")])
        call.headers = [
            (name: "content-type", value: contentType),
            (name: "x-amz-checksum-algorithm", value: ChecksumAlgorithm.crc32.rawValue),
            (name: "x-amz-checksum-type", value: ChecksumType.fullObject.rawValue),
        ]
        let (_, body) = try await s3.sendAndCollect(call)
        do {
            return try S3XML.decode(S3.InitiateMultipartUploadResult.self, from: body).uploadID
        } catch {
            throw AWSClientError.badAnswer("CreateMultipartUpload: \(error)")
        }
    }

    private func sendParts(_ id: String) async throws -> [Part] {
        try await withThrowingTaskGroup(of: Part.self) { group in
            var parts: [Part] = []
            for (index, piece) in TransferPlan.pieces(of: size).enumerated() {
                if index >= TransferPlan.piecesAtOnce, let part = try await group.next() { parts.append(part) }
                group.addTask { try await send(piece, number: index + 1, id) }
            }
            for try await part in group { parts.append(part) }
            return parts.sorted { $0.number < $1.number }
        }
    }

    private func send(_ piece: Range<Int64>, number: Int, _ id: String) async throws -> Part {
        let query = [(name: "partNumber", value: String(number)), ("uploadId", id)]
        var call = try s3.call("PUT", bucket: bucket, key: key, query: query)
        let slice = FileSlice(path: file, offset: piece.lowerBound, length: Int64(piece.count))
        let checksum = try await s3.setBody(slice, of: &call)
        let (response, _) = try await s3.sendAndCollect(call)
        guard let etag = response.header("etag") else {
            throw AWSClientError.badAnswer("part \(number) of \(key) has no entity tag")
        }
        return Part(number: number, etag: etag, checksum: checksum, count: slice.length)
    }

    private func complete(_ id: String, _ parts: [Part]) async throws {
        var call = try s3.call("POST", bucket: bucket, key: key, query: [("uploadId", id)])
        call.headers = [
            (name: "content-type", value: S3.contentType),
            (name: "x-amz-checksum-type", value: ChecksumType.fullObject.rawValue),
            (name: "x-amz-mp-object-size", value: String(size)),
        ]
        // The checksum of the whole follows from those of the parts, so S3 can see that they are all there, in order.
        if let whole = ChecksumValue.fullObject(parts.map { ($0.checksum, $0.count) }, .crc32) {
            call.headers.append((name: ChecksumAlgorithm.crc32.headerName, value: whole.base64))
        }
        call.setBody(try S3XML.encode(S3.CompleteMultipartUpload(parts: parts.map(\.completed))))
        call.timeout = .minutes(10)
        var wasRetried = false
        do {
            try await s3.send(call, onRetry: { _ in wasRetried = true }) { response in
                let body = try await response.body.bytes(upTo: 1 << 20)
                // S3 may answer 200 before it knows, and put the error into the body.
                if let error = try? S3XML.decode(S3.ErrorDocument.self, from: body) { throw error.error(status: 500) }
            }
        } catch let error as AWSServiceError where wasRetried && error.code == "NoSuchUpload" {
            // An attempt whose answer was lost may have done it already.
            guard try await s3.headObject(bucket: bucket, key: key).size == size else { throw error }
        }
    }

    /// Parts that nobody puts together would be paid for until somebody notices, so even a cancelled upload is aborted.
    private func abort(_ id: String) async {
        await Task {
            _ = try? await s3.sendAndCollect(s3.call("DELETE", bucket: bucket, key: key, query: [("uploadId", id)]))
        }.value
    }
}
