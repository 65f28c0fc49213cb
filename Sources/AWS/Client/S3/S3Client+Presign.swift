import SluiceWire

extension S3Client {
    /// A URL by which anyone can read or write an object for a while, without keys.
    ///
    /// - Parameters:
    ///   - method: `GET` to read, `PUT` to write.
    ///   - bucket: The bucket.
    ///   - key: The object's key.
    ///   - expires: For how long, 1 s to 7 days; in vain when the keys it is signed with expire sooner.
    /// - Returns: The URL.
    /// - Throws: `AWSClientError`, or `CredentialError`.
    package func presignedURL(
        _ method: String = "GET",
        bucket: String,
        key: String,
        expires: Duration
    ) async throws -> String {
        let seconds = Int(expires.components.seconds)
        guard (1...604_800).contains(seconds) else {
            throw AWSClientError.badCall("a presigned URL is good for 1 to 604800 seconds, not \(seconds)")
        }
        guard let region = aws.configuration.region else { throw AWSClientError.noRegion }
        let endpoint = try endpoint()
        let address = S3Address(bucket: bucket, key: key, endpoint: endpoint)
        let host = endpoint.authority(prefix: address.hostPrefix)
        let path = endpoint.path + address.path
        let request = SignableRequest(
            method: method,
            rawPath: path,
            rawQuery: nil,
            headers: [(name: "host", value: host)]
        )
        let keys = try await aws.credentials.current()
        let signer = RequestSigner(credentials: keys, region: region, service: S3.signingName)
        let query = signer.presignedQuery(request, expires: seconds, at: aws.clock.now)
        return "\(endpoint.scheme.rawValue)://\(host)\(path)?\(query)"
    }
}
