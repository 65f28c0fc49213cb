import SluiceWire

/// What a request says about its body, to be checked once the body has come.
struct PayloadClaims: Sendable {
    /// Hex SHA-256 that was signed.
    let sha256: String?
    /// The MD5 in base64.
    let md5: String?
    /// The checksum that comes with the body.
    let checksum: Checksum?
    /// The length of the data in bytes, framing not counted.
    let length: Int64?

    /// A checksum that a header states or a trailer will state.
    struct Checksum: Sendable {
        let algorithm: ChecksumAlgorithm
        /// Nil when it comes in the trailer.
        let value: ChecksumValue?
    }

    /// Reads the claims from the headers.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - readsChecksum: Whether checksum headers speak of the body (in a Complete they speak of the object).
    /// - Throws: `InvalidDigest`, `InvalidRequest`, `InvalidArgument` or `MissingContentLength`.
    init(_ request: S3Request, readsChecksum: Bool = true) throws(AWSServiceError) {
        if case .sha256(let hex) = request.call.payload { sha256 = hex } else { sha256 = nil }
        md5 = request.header("content-md5")
        if let md5, Base64.decode(md5)?.count != 16 { throw .invalidDigest(md5) }
        checksum = readsChecksum ? try Self.checksum(request) : nil
        let isFramed = AWSChunkedDecoder(request.call.payload, verified: request.call.verified) != nil
        let text = request.header(isFramed ? "x-amz-decoded-content-length" : "content-length")
        length = text.flatMap { Int64($0) }
        if length == nil { throw .missingContentLength }
    }

    /// Checks what came against the claims.
    /// - Throws: `IncompleteBody`, `XAmzContentSHA256Mismatch`, `BadDigest` or `InvalidRequest`.
    func check(
        count: Int64,
        md5 actualMD5: String,
        sha256 actualSHA256: String?,
        checksums: [ChecksumValue],
        trailer: [String: String]
    ) throws(AWSServiceError) {
        if let length, length != count { throw .incompleteBody(expected: length, received: count) }
        if let sha256, let actualSHA256, sha256 != actualSHA256 {
            throw .contentSHA256Mismatch(claimed: sha256, computed: actualSHA256)
        }
        if let md5, md5 != actualMD5 { throw .badDigest(expected: md5, calculated: actualMD5) }
        guard let checksum else { return }
        var stated = checksum.value
        if stated == nil { stated = try Self.value(checksum.algorithm, trailer[checksum.algorithm.headerName]) }
        guard let stated, checksums.contains(stated) else { throw .badChecksum(checksum.algorithm) }
    }

    private static func checksum(_ request: S3Request) throws(AWSServiceError) -> Checksum? {
        let stated = ChecksumAlgorithm.allCases.filter { request.header($0.headerName) != nil }
        guard stated.count <= 1 else {
            throw .invalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.")
        }
        let announced = (request.header("x-amz-trailer") ?? "").lowercased().split(separator: ",").compactMap { name in
            ChecksumAlgorithm(headerName: String(name.filter { $0 != " " }))
        }
        let named = try request.header("x-amz-sdk-checksum-algorithm").map { name throws(AWSServiceError) in
            try ChecksumAlgorithm.known(name, header: "x-amz-sdk-checksum-algorithm")
        }
        guard let algorithm = stated.first ?? announced.first else {
            guard named == nil else {
                throw .invalidRequest(
                    "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found."
                )
            }
            return nil
        }
        guard named == nil || named == algorithm else {
            throw .invalidRequest("Value for x-amz-sdk-checksum-algorithm header is invalid.")
        }
        guard let text = request.header(algorithm.headerName) else {
            return Checksum(algorithm: algorithm, value: nil)
        }
        return Checksum(algorithm: algorithm, value: try value(algorithm, text))
    }

    private static func value(
        _ algorithm: ChecksumAlgorithm,
        _ text: String?
    ) throws(AWSServiceError) -> ChecksumValue {
        guard let text, let value = ChecksumValue(algorithm, base64: text) else { throw .invalidChecksum(algorithm) }
        return value
    }
}

extension ChecksumAlgorithm {
    /// The algorithm that the header `header` names.
    static func known(_ name: String, header: String) throws(AWSServiceError) -> ChecksumAlgorithm {
        if let algorithm = ChecksumAlgorithm(name: name) { return algorithm }
        if ["SHA512", "MD5", "XXHASH64", "XXHASH3", "XXHASH128"].contains(name.uppercased()) {
            throw .headerNotImplemented(header, name)
        }
        throw .invalidRequest(
            "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]"
        )
    }
}
