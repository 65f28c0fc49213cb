import SluiceWire

extension S3Client {
    /// From this size in bytes on a file is sent in parts.
    package static var multipartThreshold: Int64 { TransferPlan.multipartThreshold }

    /// Stores a file of any size with little memory and returns its size in bytes.
    ///
    /// Every request carries a CRC-32 that S3 checks, so the file is read twice. Over plain HTTP the signature also
    /// covers the SHA-256 of the body, for nothing else protects it on its way; over TLS it does not.
    /// - Throws: `AWSServiceError`, `FileError`, or what `AWSClient` throws. A multipart upload that fails is aborted.
    @discardableResult
    package func upload(file: String, bucket: String, key: String, contentType: String) async throws -> Int64 {
        let size = try PositionedFile.size(of: file)
        if size >= TransferPlan.multipartThreshold {
            let upload = MultipartUpload(s3: self, file: file, size: size, bucket: bucket, key: key)
            try await upload.run(contentType: contentType)
            return size
        }
        var call = try call("PUT", bucket: bucket, key: key)
        call.headers = [(name: "content-type", value: contentType)]
        try await setBody(FileSlice(path: file, offset: 0, length: size), of: &call)
        try await sendAndCollect(call)
        return size
    }

    /// Gives a call a part of a file as its body, with its checksum, which is returned.
    @discardableResult
    func setBody(_ slice: FileSlice, of call: inout AWSClient.Call) async throws -> ChecksumValue {
        let isSecure = try endpoint().isSecure
        let digest = try await FileDigest(slice, wantsSHA256: !isSecure)
        call.headers.append((name: ChecksumAlgorithm.crc32.headerName, value: digest.crc32.base64))
        call.setBody(slice, sha256: digest.sha256)
        call.timeout = TransferPlan.timeout(sending: slice.length)
        return digest.crc32
    }
}
