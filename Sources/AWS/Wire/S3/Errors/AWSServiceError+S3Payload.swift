extension AWSServiceError {
    /// The body's MD5 is not the one stated.
    package static func badDigest(expected: String, calculated: String) -> AWSServiceError {
        .init(
            "BadDigest",
            "The Content-MD5 you specified did not match what we received.",
            details: [Detail("ExpectedDigest", expected), Detail("CalculatedDigest", calculated)]
        )
    }

    /// A checksum is not the one stated.
    package static func badChecksum(_ algorithm: ChecksumAlgorithm) -> AWSServiceError {
        .init("BadDigest", "The \(algorithm.rawValue) you specified did not match the calculated checksum.")
    }

    /// A `Content-MD5` that is not base64 of 16 bytes.
    package static func invalidDigest(_ value: String) -> AWSServiceError {
        .init("InvalidDigest", "The Content-MD5 you specified was invalid.", details: [Detail("Content-MD5", value)])
    }

    /// A checksum that is not base64 of the right length.
    package static func invalidChecksum(_ algorithm: ChecksumAlgorithm) -> AWSServiceError {
        .invalidRequest("Value for \(algorithm.headerName) header is invalid.")
    }

    /// The body's SHA-256 is not the one that was signed.
    package static func contentSHA256Mismatch(claimed: String, computed: String) -> AWSServiceError {
        .init(
            "XAmzContentSHA256Mismatch",
            "The provided 'x-amz-content-sha256' header does not match what was computed.",
            details: [Detail("ClientComputedContentSHA256", claimed), Detail("S3ComputedContentSHA256", computed)]
        )
    }

    /// The body has fewer or more bytes than announced.
    package static func incompleteBody(expected: Int64, received: Int64) -> AWSServiceError {
        .init(
            "IncompleteBody",
            "The request body has \(received) bytes; \(expected) were announced.",
            details: [Detail("NumberBytesExpected", String(expected)), Detail("NumberBytesProvided", String(received))]
        )
    }

    /// The object or part is larger than one request may carry.
    package static func entityTooLarge(limit: Int64) -> AWSServiceError {
        .init(
            "EntityTooLarge",
            "Your proposed upload exceeds the maximum allowed size",
            details: [Detail("MaxSizeAllowed", String(limit))]
        )
    }

    /// A request without a length.
    package static var missingContentLength: AWSServiceError {
        .init("MissingContentLength", "You must provide the Content-Length HTTP header.", status: 411)
    }

    /// The framing of an aws-chunked body is wrong.
    package init(_ error: AWSChunkedError) {
        switch error {
        case .malformed(let reason):
            self.init("InvalidChunkSizeError", "The aws-chunked body is malformed: \(reason).")
        case .signatureMismatch:
            self.init(
                "SignatureDoesNotMatch",
                "The signature of a chunk or of the trailer does not match.",
                status: 403
            )
        case .incomplete:
            self.init("IncompleteBody", "The aws-chunked body ended before its last chunk.")
        }
    }

    /// A part named by a Complete is not there or has another tag.
    package static func invalidPart(number: Int, eTag: String, uploadID: String) -> AWSServiceError {
        .init(
            "InvalidPart",
            "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
            details: [
                Detail("ETag", eTag), Detail("PartNumber", String(number)), Detail("UploadId", uploadID),
            ]
        )
    }

    /// The parts named by a Complete are not in ascending order.
    package static func invalidPartOrder(uploadID: String) -> AWSServiceError {
        .init(
            "InvalidPartOrder",
            "The list of parts was not in ascending order. Parts must be ordered by part number.",
            details: [Detail("UploadId", uploadID)]
        )
    }

    /// A part that is not the last one is too small.
    package static func entityTooSmall(number: Int, eTag: String, size: Int64) -> AWSServiceError {
        .init(
            "EntityTooSmall",
            "Your proposed upload is smaller than the minimum allowed size",
            details: [
                Detail("ETag", eTag), Detail("MinSizeAllowed", String(S3Limits.smallestPartBytes)),
                Detail("PartNumber", String(number)), Detail("ProposedSize", String(size)),
            ]
        )
    }

    /// The object has no part with that number.
    package static func invalidPartNumber(_ number: Int, actual: Int) -> AWSServiceError {
        .init(
            "InvalidPartNumber",
            "The requested partnumber is not satisfiable",
            status: 416,
            details: [
                Detail("PartNumberRequested", String(number)), Detail("ActualPartCount", String(actual)),
            ]
        )
    }
}
