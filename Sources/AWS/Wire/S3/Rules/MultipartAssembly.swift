/// What a Complete makes of the parts that were uploaded: their order, and the tag and checksum of the whole.
package struct MultipartAssembly: Sendable, Hashable {
    /// A part as it was stored.
    package struct StoredPart: Sendable, Hashable, Codable {
        package var number: Int
        package var tag: EntityTag
        /// In bytes.
        package var size: Int64
        /// Its checksum in base64; parts of an upload have the upload's algorithm.
        package var checksum: String?

        /// A part from its values.
        package init(number: Int, tag: EntityTag, size: Int64, checksum: String?) {
            self.number = number
            self.tag = tag
            self.size = size
            self.checksum = checksum
        }
    }

    /// The parts of the object, in order.
    package let parts: [StoredPart]
    package let tag: EntityTag
    /// The whole object's checksum as headers carry it.
    package let checksum: String?
    /// In bytes.
    package let size: Int64

    /// Checks a Complete against what was stored.
    ///
    /// - Parameters:
    ///   - requested: The parts that the Complete names, as it names them.
    ///   - stored: What was uploaded, by number.
    ///   - checksum: The algorithm of all parts and what the object's checksum covers.
    ///   - mustMatchChecksums: Whether each part must be named with its checksum: the rule for composite ones that the
    ///     caller chose when creating the upload.
    ///   - uploadID: For the errors.
    /// - Throws: `MalformedXML`, `InvalidPartOrder`, `InvalidPart`, `InvalidRequest` or `EntityTooSmall`.
    package init(
        requested: [S3.CompletedPart],
        stored: [Int: StoredPart],
        checksum: (algorithm: ChecksumAlgorithm, type: ChecksumType),
        mustMatchChecksums: Bool,
        uploadID: String
    ) throws(AWSServiceError) {
        guard !requested.isEmpty else { throw .malformedXML }
        guard zip(requested, requested.dropFirst()).allSatisfy({ $0.partNumber < $1.partNumber }) else {
            throw .invalidPartOrder(uploadID: uploadID)
        }
        var parts: [StoredPart] = []
        for part in requested {
            guard let match = stored[part.partNumber], match.tag == EntityTag(part.eTag) else {
                throw .invalidPart(number: part.partNumber, eTag: EntityTag(part.eTag).value, uploadID: uploadID)
            }
            try Self.check(part, match, checksum.algorithm, mustMatchChecksums, uploadID)
            parts.append(match)
        }
        for part in parts.dropLast() where part.size < S3Limits.smallestPartBytes {
            throw .entityTooSmall(number: part.number, eTag: part.tag.value, size: part.size)
        }
        if mustMatchChecksums, let last = parts.last, last.number != parts.count {
            throw .invalidRequest("The part numbers of an upload with a composite checksum must be consecutive from 1.")
        }
        guard let tag = EntityTag.multipart(parts.map(\.tag)) else { throw .internalError("A part has no MD5.") }
        self.parts = parts
        self.tag = tag
        size = parts.reduce(0) { $0 + $1.size }
        self.checksum = Self.combine(parts, checksum.algorithm, checksum.type)
    }

    private static func check(
        _ part: S3.CompletedPart,
        _ match: StoredPart,
        _ algorithm: ChecksumAlgorithm,
        _ mustMatch: Bool,
        _ uploadID: String
    ) throws(AWSServiceError) {
        guard let given = part.checksums[algorithm] else {
            guard mustMatch else { return }
            throw .invalidRequest(
                "The upload was created using a \(algorithm.rawValue.lowercased()) checksum. The complete request must include the checksum for each part. It was missing for part \(part.partNumber) in the request."
            )
        }
        guard given == match.checksum else {
            throw .invalidPart(number: part.partNumber, eTag: match.tag.value, uploadID: uploadID)
        }
    }

    private static func combine(
        _ parts: [StoredPart],
        _ algorithm: ChecksumAlgorithm,
        _ type: ChecksumType
    ) -> String? {
        let values = parts.compactMap { part in part.checksum.flatMap { ChecksumValue(algorithm, base64: $0) } }
        guard values.count == parts.count else { return nil }
        switch type {
        case .composite: return ChecksumValue.composite(values, algorithm)
        case .fullObject:
            return ChecksumValue.fullObject(zip(values, parts.map(\.size)).map { ($0, $1) }, algorithm)?.base64
        }
    }
}
