import Crypto
import Hummingbird
import NIOCore
import SluiceWire

extension S3Service {
    /// Reads the body of a request into a draft, its framing taken off.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - claims: What it says about its body.
    ///   - algorithm: The checksum to keep; nil for the one the caller chose, or CRC64NVME.
    ///   - limit: The most bytes to take.
    /// - Returns: The draft, which has not been checked yet: `PayloadClaims.check(_:)` does that when it is committed.
    /// - Throws: `EntityTooLarge`, `AWSChunkedError`, or `FileError`.
    func receive(
        _ request: S3Request,
        _ claims: PayloadClaims,
        algorithm: ChecksumAlgorithm? = nil,
        limit: Int64
    ) async throws -> ObjectDraft {
        if let length = claims.length, length > limit { throw AWSServiceError.entityTooLarge(limit: limit) }
        let kept = algorithm ?? claims.checksum?.algorithm ?? .crc64nvme
        let plan = ObjectDraft.Plan(
            decoder: AWSChunkedDecoder(request.call.payload, verified: request.call.verified),
            hashesSHA256: claims.sha256 != nil,
            algorithms: [kept] + [claims.checksum?.algorithm].compactMap { $0 }.filter { $0 != kept },
            limit: limit
        )
        let draft = try await store.draft(plan)
        try await store.fill(draft, from: request.call.request.body)
        return draft
    }

    /// The document that a request carries; nil when its body is empty.
    /// - Throws: `MalformedXML`, or what the checks of the body throw.
    func document<Document: S3Document>(
        _ type: Document.Type,
        _ request: S3Request,
        _ claims: PayloadClaims
    ) async throws -> Document? {
        var decoder = AWSChunkedDecoder(request.call.payload, verified: request.call.verified)
        var bytes: [UInt8] = []
        for try await piece in request.call.request.body {
            let raw = Array(piece.readableBytesView)
            if decoder == nil { bytes += raw } else { try decoder?.decode(raw[...]) { bytes += $0 } }
            guard bytes.count <= S3Limits.documentBytes else { throw AWSServiceError.malformedXML }
        }
        try decoder?.finish()
        try claims.check(
            count: Int64(bytes.count),
            md5: Base64.encode(Array(Insecure.MD5.hash(data: bytes))),
            sha256: claims.sha256.map { _ in Hashing.sha256Hex(bytes) },
            checksums: claims.checksum.map { [ChecksumValue.of(bytes, $0.algorithm)] } ?? [],
            trailer: decoder?.trailer ?? [:]
        )
        guard !bytes.isEmpty else { return nil }
        guard let document = try? S3XML.decode(type, from: bytes) else { throw AWSServiceError.malformedXML }
        return document
    }
}

extension PayloadClaims {
    /// Checks the bytes of a draft against the claims.
    /// - Throws: `IncompleteBody`, `XAmzContentSHA256Mismatch`, `BadDigest` or `InvalidRequest`.
    func check(_ summary: ObjectDraft.Summary) throws(AWSServiceError) {
        try check(
            count: summary.stamp.size,
            md5: summary.md5,
            sha256: summary.sha256,
            checksums: summary.checksums,
            trailer: summary.trailer
        )
    }
}
