import NIOCore
package import SluiceWire

/// What a write demands of the object that is there.
package enum S3PutCondition: Sendable, Hashable {
    /// There must be none.
    case ifNoneMatch
    /// It must be the one with this entity tag.
    case ifMatch(String)
}

/// What a write came to.
package struct S3PutResult: Sendable, Hashable {
    /// The new object's entity tag; nil when the condition was not met.
    package let etag: String?
}

/// What a HEAD says of an object.
package struct S3ObjectHead: Sendable, Hashable {
    /// In bytes.
    package let size: Int64
    /// With its quotes.
    package let etag: String
    package let contentType: String
    /// The checksum of all its bytes; nil when S3 keeps none or one put together from parts.
    package let checksum: ChecksumValue?
}

extension S3Client {
    /// Stores an object from memory, with a CRC-32 that S3 checks.
    ///
    /// - Returns: The entity tag, or none when the condition was not met (412, 409, or 404 for `ifMatch`).
    package func putObject(
        bucket: String,
        key: String,
        bytes: [UInt8],
        contentType: String,
        condition: S3PutCondition? = nil
    ) async throws -> S3PutResult {
        var call = call("PUT", bucket: bucket, key: key)
        call.headers = [
            (name: "content-type", value: contentType),
            (name: ChecksumAlgorithm.crc32.headerName, value: ChecksumValue.of(bytes, .crc32).base64),
        ]
        switch condition {
        case .ifNoneMatch: call.headers.append((name: "if-none-match", value: "*"))
        case .ifMatch(let etag): call.headers.append((name: "if-match", value: etag))
        case nil: break
        }
        call.body = .bytes(bytes)
        do {
            let (response, _) = try await sendAndCollect(call)
            return S3PutResult(etag: response.header("etag"))
        } catch let error as AWSServiceError where condition != nil && Self.isUnmet(error) {
            return S3PutResult(etag: nil)
        }
    }

    private static func isUnmet(_ error: AWSServiceError) -> Bool {
        error.status == 412 || error.status == 409 || error.code == "NoSuchKey"
    }

    /// Reads a small object; nil when there is none.
    /// - Throws: `AWSServiceError`, or `NIOTooManyBytesError` when it has more than `limit` bytes.
    package func getObjectIfPresent(
        bucket: String,
        key: String,
        limit: Int
    ) async throws -> (bytes: [UInt8], etag: String)? {
        do {
            let (response, bytes) = try await sendAndCollect(call("GET", bucket: bucket, key: key), limit: limit)
            return (bytes, response.header("etag") ?? "")
        } catch let error as AWSServiceError where error.code == "NoSuchKey" {
            return nil
        }
    }

    /// What S3 knows of an object without sending it.
    package func headObject(bucket: String, key: String) async throws -> S3ObjectHead {
        var call = call("HEAD", bucket: bucket, key: key)
        call.headers = [(name: "x-amz-checksum-mode", value: "ENABLED")]
        let response = try await send(call)
        guard let size = response.header("content-length").flatMap(Int64.init), let etag = response.header("etag")
        else {
            throw AWSClientError.badAnswer("HEAD of \(key) has no length or entity tag")
        }
        let checksums = ChecksumAlgorithm.allCases.compactMap { algorithm in
            response.header(algorithm.headerName).flatMap { ChecksumValue(algorithm, base64: $0) }
        }
        return S3ObjectHead(
            size: size,
            etag: etag,
            contentType: response.header("content-type") ?? "",
            checksum: checksums.first
        )
    }

    /// Deletes an object; it is no error when there is none.
    package func deleteObject(bucket: String, key: String) async throws {
        _ = try await sendAndCollect(call("DELETE", bucket: bucket, key: key))
    }

    /// The objects whose keys begin with `prefix`, in order, fetched page by page.
    package func listObjects(bucket: String, prefix: String) -> AsyncThrowingStream<S3.ObjectEntry, any Error> {
        AsyncThrowingStream { continuation in
            let task = Task {
                do {
                    var token: String?
                    repeat {
                        let page = try await page(bucket, prefix, token)
                        for entry in page.contents { continuation.yield(entry) }
                        token = page.nextContinuationToken
                    } while token != nil && !Task.isCancelled
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    private func page(_ bucket: String, _ prefix: String, _ token: String?) async throws -> S3.ListObjectsV2Result {
        var query = [(name: "list-type", value: "2"), (name: "prefix", value: prefix)]
        if let token { query.append((name: "continuation-token", value: token)) }
        let (_, body) = try await sendAndCollect(call("GET", bucket: bucket, query: query))
        do {
            return try S3XML.decode(S3.ListObjectsV2Result.self, from: body)
        } catch {
            throw AWSClientError.badAnswer("ListObjectsV2: \(error)")
        }
    }
}
