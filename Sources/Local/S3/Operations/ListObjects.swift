import Hummingbird
import SluiceWire

extension S3Service {
    /// ListObjectsV2.
    func listObjectsV2(_ bucket: String, _ request: S3Request) async throws -> Response {
        let encoding = KeyEncoding(isOn: try request.wantsEncodedKeys())
        var query = try listRequest(request)
        let token = request.parameter("continuation-token")
        let startAfter = request.parameter("start-after")
        if let token {
            guard let position = ContinuationToken.decode(token) else {
                throw AWSServiceError.invalidArgument(
                    "continuation-token",
                    token,
                    "The continuation token provided is incorrect"
                )
            }
            query.after = position
        } else if let startAfter {
            query = query.after(marker: startAfter)
        }
        let listing = try await store.list(bucket: bucket, query)
        var result = S3.ListObjectsV2Result(
            name: bucket,
            prefix: encoding.encode(request.parameter("prefix") ?? ""),
            keyCount: listing.objects.count + listing.commonPrefixes.count,
            maxKeys: query.maxKeys,
            isTruncated: listing.next != nil
        )
        result.startAfter = startAfter.map(encoding.encode)
        result.continuationToken = token
        result.nextContinuationToken = listing.next.map { ContinuationToken.encode($0) }
        result.delimiter = request.parameter("delimiter").flatMap { $0.isEmpty ? nil : encoding.encode($0) }
        result.encodingType = encoding.name
        let owner = request.parameter("fetch-owner") == "true" ? Self.owner : nil
        result.contents = listing.objects.map { $0.entry(encoding, owner: owner) }
        result.commonPrefixes = listing.commonPrefixes.map { S3.CommonPrefix(prefix: encoding.encode($0)) }
        return try .document(result)
    }

    /// ListObjects, the first version.
    func listObjects(_ bucket: String, _ request: S3Request) async throws -> Response {
        let encoding = KeyEncoding(isOn: try request.wantsEncodedKeys())
        let marker = request.parameter("marker") ?? ""
        let query = try listRequest(request).after(marker: marker)
        let listing = try await store.list(bucket: bucket, query)
        var result = S3.ListObjectsResult(
            name: bucket,
            prefix: encoding.encode(request.parameter("prefix") ?? ""),
            marker: encoding.encode(marker),
            maxKeys: query.maxKeys,
            isTruncated: listing.next != nil
        )
        // Without a delimiter the last key is the next marker, and S3 does not repeat it.
        if !query.delimiter.isEmpty { result.nextMarker = listing.next.map { encoding.encode($0.text) } }
        result.delimiter = request.parameter("delimiter").flatMap { $0.isEmpty ? nil : encoding.encode($0) }
        result.encodingType = encoding.name
        result.contents = listing.objects.map { $0.entry(encoding, owner: Self.owner) }
        result.commonPrefixes = listing.commonPrefixes.map { S3.CommonPrefix(prefix: encoding.encode($0)) }
        return try .document(result)
    }

    private func listRequest(_ request: S3Request) throws(AWSServiceError) -> ListRequest {
        ListRequest(
            prefix: request.parameter("prefix") ?? "",
            delimiter: request.parameter("delimiter"),
            maxKeys: min(try request.number("max-keys") ?? S3Limits.pageSize, S3Limits.pageSize)
        )
    }
}

/// How keys are written in a listing: as they are, or percent-encoded because XML cannot carry all of them.
struct KeyEncoding: Sendable {
    let isOn: Bool

    /// The value of `EncodingType`.
    var name: String? { isOn ? "url" : nil }

    /// `text` as it stands in the document.
    func encode(_ text: String) -> String {
        isOn ? PercentEncoding.encode(text, keepingSlashes: true) : text
    }
}

extension ListPosition {
    /// The key or prefix after which the page begins.
    fileprivate var text: String {
        switch self {
        case .key(let bytes), .prefix(let bytes): String(decoding: bytes, as: UTF8.self)
        }
    }
}

extension ObjectInfo {
    /// The object's line in a listing.
    fileprivate func entry(_ encoding: KeyEncoding, owner: S3.Owner?) -> S3.ObjectEntry {
        S3.ObjectEntry(
            key: encoding.encode(key),
            lastModified: lastModified,
            eTag: metadata.tag.quoted,
            checksumAlgorithm: metadata.checksum.map { [$0.algorithm.rawValue] } ?? [],
            checksumType: metadata.checksum?.type.rawValue,
            size: size,
            storageClass: metadata.storageClass ?? "STANDARD",
            owner: owner
        )
    }
}
