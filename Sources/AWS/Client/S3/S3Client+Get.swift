import NIOCore
package import SluiceWire

/// What S3 says of an object.
package struct S3ObjectHead: Sendable, Hashable {
    /// In bytes.
    package let size: Int64
    /// With its quotes.
    package let etag: String
    package let contentType: String
    /// The checksum of all its bytes; nil when S3 keeps none, or only one put together from those of its parts.
    package let checksum: ChecksumValue?
    /// The MD5 of all its bytes in hex; nil when the entity tag is something else, as it is for objects made of parts
    /// and for those encrypted with a key of KMS or the caller's own.
    let md5: String?

    /// Reads the headers of an answer to HEAD or GET; nil when length or entity tag is missing.
    init?(_ response: TransportResponse) {
        guard let size = response.header("content-length").flatMap(Int64.init), let etag = response.header("etag")
        else { return nil }
        self.size = size
        self.etag = etag
        contentType = response.header("content-type") ?? S3.defaultContentType
        let isComposite = response.header("x-amz-checksum-type") == ChecksumType.composite.rawValue
        let checksums = ChecksumAlgorithm.allCases.lazy.compactMap { algorithm in
            response.header(algorithm.headerName).flatMap { ChecksumValue(algorithm, base64: $0) }
        }
        checksum = isComposite ? nil : checksums.first
        let isEncrypted =
            response.header("x-amz-server-side-encryption")?.hasPrefix("aws:kms") == true
            || response.header("x-amz-server-side-encryption-customer-algorithm") != nil
        let tag = EntityTag(etag).value
        let isMD5 = !isEncrypted && tag.utf8.count == 32 && tag.allSatisfy(\.isHexDigit)
        md5 = isMD5 ? tag.lowercased() : nil
    }
}

extension S3Client {
    /// Reads an object piece by piece; whoever gets the body reads it to its end.
    ///
    /// What arrives is not checked: that is for whoever puts the pieces together. A connection that breaks in the
    /// middle is an error there, and not tried again.
    /// - Throws: `AWSServiceError`, or what `AWSClient` throws.
    package func getObject(
        bucket: String,
        key: String
    ) async throws -> (head: S3ObjectHead, body: ResponseBody) {
        var call = try call("GET", bucket: bucket, key: key)
        call.headers = [(name: "x-amz-checksum-mode", value: "ENABLED")]
        return try await send(call) { response in
            guard let head = S3ObjectHead(response) else {
                throw AWSClientError.badAnswer("GetObject of \(key) has no length or entity tag")
            }
            return (head, response.body)
        }
    }

    /// Reads a small object; nil when there is none.
    /// - Throws: `AWSServiceError`, `NIOTooManyBytesError` when it has more than `limit` bytes,
    ///   `AWSClientError.corrupted` when it does not match its checksum, or what `AWSClient` throws.
    package func getObjectIfPresent(
        bucket: String,
        key: String,
        limit: Int
    ) async throws -> (bytes: [UInt8], etag: String)? {
        var call = try call("GET", bucket: bucket, key: key)
        call.headers = [(name: "x-amz-checksum-mode", value: "ENABLED")]
        do {
            let (response, bytes) = try await sendAndCollect(call, limit: limit)
            guard let etag = response.header("etag") else {
                throw AWSClientError.badAnswer("GetObject of \(key) has no entity tag")
            }
            if let checksum = S3ObjectHead(response)?.checksum, ChecksumValue.of(bytes, checksum.algorithm) != checksum
            {
                throw AWSClientError.corrupted("\(key): its \(checksum.algorithm.rawValue) does not match")
            }
            return (bytes, etag)
        } catch let error as AWSServiceError where error.code == "NoSuchKey" {
            return nil
        }
    }

    /// What S3 knows of an object without sending it.
    /// - Throws: `AWSServiceError` with the status 404 when there is none, or what `AWSClient` throws.
    package func headObject(bucket: String, key: String) async throws -> S3ObjectHead {
        var call = try call("HEAD", bucket: bucket, key: key)
        call.headers = [(name: "x-amz-checksum-mode", value: "ENABLED")]
        let (response, _) = try await sendAndCollect(call)
        guard let head = S3ObjectHead(response) else {
            throw AWSClientError.badAnswer("HEAD of \(key) has no length or entity tag")
        }
        return head
    }
}
