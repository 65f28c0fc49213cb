import SluiceWire

/// What a write demands of the object that is there.
package enum S3PutCondition: Sendable, Hashable {
    /// There must be none.
    case ifNoneMatch
    /// It must be the one with this entity tag.
    case ifMatch(String)

    var header: (name: String, value: String) {
        switch self {
        case .ifNoneMatch: (name: "if-none-match", value: "*")
        case .ifMatch(let etag): (name: "if-match", value: etag)
        }
    }
}

/// What a write came to.
package enum S3PutResult: Sendable, Hashable {
    /// The object is stored; its entity tag.
    case stored(etag: String)
    /// The condition was not met, and nothing has changed.
    case conditionNotMet

    /// The new object's entity tag; nil when the condition was not met.
    package var etag: String? {
        switch self {
        case .stored(let etag): etag
        case .conditionNotMet: nil
        }
    }
}

extension S3Client {
    /// Stores an object from memory, with a CRC-32 that S3 checks.
    ///
    /// A conditional write whose first answer was lost finds its own object when it is tried again. The object's
    /// checksum tells, and the write counts as done.
    /// - Returns: Whether it is stored; the condition failed on 412, on 409, and for `ifMatch` on 404.
    /// - Throws: `AWSServiceError`, or what `AWSClient` throws.
    package func putObject(
        bucket: String,
        key: String,
        bytes: [UInt8],
        contentType: String,
        condition: S3PutCondition? = nil
    ) async throws -> S3PutResult {
        let checksum = ChecksumValue.of(bytes, .crc32)
        var call = try call("PUT", bucket: bucket, key: key)
        call.headers = [
            (name: "content-type", value: contentType),
            (name: ChecksumAlgorithm.crc32.headerName, value: checksum.base64),
        ]
        if let condition { call.headers.append(condition.header) }
        call.setBody(bytes)
        var wasRetried = false
        do {
            let (response, _) = try await sendAndCollect(call, onRetry: { _ in wasRetried = true })
            guard let etag = response.header("etag") else {
                throw AWSClientError.badAnswer("PutObject of \(key) has no entity tag")
            }
            return .stored(etag: etag)
        } catch let error as AWSServiceError where condition != nil && Self.isUnmet(error) {
            guard wasRetried else { return .conditionNotMet }
            return try await earlierAttempt(bucket, key, size: Int64(bytes.count), checksum)
        }
    }

    /// What the object that is there says of an attempt of ours that got no answer.
    private func earlierAttempt(
        _ bucket: String,
        _ key: String,
        size: Int64,
        _ checksum: ChecksumValue
    ) async throws -> S3PutResult {
        do {
            let head = try await headObject(bucket: bucket, key: key)
            return head.size == size && head.checksum == checksum ? .stored(etag: head.etag) : .conditionNotMet
        } catch let error as AWSServiceError where error.status == 404 {
            return .conditionNotMet
        }
    }

    private static func isUnmet(_ error: AWSServiceError) -> Bool {
        error.status == 412 || error.code == "ConditionalRequestConflict" || error.code == "NoSuchKey"
    }
}
