package import SluiceWire

extension S3Client {
    /// Deletes an object; it is no error when there is none.
    /// - Throws: `AWSServiceError`, or what `AWSClient` throws.
    package func deleteObject(bucket: String, key: String) async throws {
        try await sendAndCollect(try call("DELETE", bucket: bucket, key: key))
    }

    /// Deletes any number of objects, 1000 in one call.
    ///
    /// - Returns: Those that are still there, and why; empty when all are gone.
    /// - Throws: `AWSServiceError`, or what `AWSClient` throws, and then the rest has not been tried.
    package func deleteObjects(bucket: String, keys: [String]) async throws -> [S3.DeleteError] {
        var failures: [S3.DeleteError] = []
        var rest = keys[...]
        while !rest.isEmpty {
            let batch = rest.prefix(S3Limits.batchDeleteObjects)
            rest = rest.dropFirst(batch.count)
            failures += try await deleteBatch(bucket, batch)
        }
        return failures
    }

    private func deleteBatch(_ bucket: String, _ keys: ArraySlice<String>) async throws -> [S3.DeleteError] {
        let document = S3.Delete(objects: keys.map { S3.ObjectIdentifier(key: $0) }, quiet: true)
        let body = try S3XML.encode(document)
        var call = try call("POST", bucket: bucket, query: [("delete", "")])
        call.headers = [
            (name: "content-type", value: S3.contentType),
            // S3 demands one for this operation.
            (name: ChecksumAlgorithm.crc32.headerName, value: ChecksumValue.of(body, .crc32).base64),
        ]
        call.setBody(body)
        let (_, answer) = try await sendAndCollect(call)
        do {
            return try S3XML.decode(S3.DeleteResult.self, from: answer).errors
        } catch {
            throw AWSClientError.badAnswer("DeleteObjects: \(error)")
        }
    }
}
