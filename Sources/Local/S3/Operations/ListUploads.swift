import Hummingbird
import SluiceModel
import SluiceWire

extension S3Service {
    /// ListParts.
    func listParts(_ object: ObjectLocation, _ request: S3Request) async throws -> Response {
        let limit = min(try request.number("max-parts") ?? S3Limits.pageSize, S3Limits.pageSize)
        let marker = try request.number("part-number-marker") ?? 0
        let upload = try await store.upload(
            request.parameter("uploadId") ?? "",
            bucket: object.bucket,
            key: object.key
        )
        let rest = try await store.parts(of: upload).values.filter { $0.part.number > marker }
            .sorted { $0.part.number < $1.part.number }
        let page = rest.prefix(limit)
        var result = S3.ListPartsResult(
            bucket: object.bucket,
            key: object.key,
            uploadID: upload.id,
            partNumberMarker: marker,
            maxParts: limit,
            isTruncated: page.count < rest.count,
            parts: page.map { $0.entry(upload.checksum) }
        )
        result.nextPartNumberMarker = page.last?.part.number ?? 0
        result.storageClass = upload.metadata.storageClass ?? "STANDARD"
        (result.owner, result.initiator) = (Self.owner, Self.owner)
        if upload.checksum.isChosen {
            result.checksumAlgorithm = upload.checksum.algorithm.rawValue
            result.checksumType = upload.checksum.type.rawValue
        }
        return try .document(result)
    }

    /// ListMultipartUploads.
    func listMultipartUploads(_ bucket: String, _ request: S3Request) async throws -> Response {
        let encoding = KeyEncoding(isOn: try request.wantsEncodedKeys())
        let limit = min(try request.number("max-uploads") ?? S3Limits.pageSize, S3Limits.pageSize)
        let prefix = request.parameter("prefix") ?? ""
        let delimiter = request.parameter("delimiter") ?? ""
        let marker = (key: request.parameter("key-marker") ?? "", id: request.parameter("upload-id-marker") ?? "")
        let uploads = UploadPage(
            of: try await store.listUploads(bucket: bucket),
            ListRequest(prefix: prefix, delimiter: delimiter, maxKeys: limit),
            marker: marker
        )
        var result = S3.ListMultipartUploadsResult(
            bucket: bucket,
            prefix: encoding.encode(prefix),
            keyMarker: encoding.encode(marker.key),
            uploadIDMarker: marker.id,
            maxUploads: limit,
            isTruncated: uploads.isTruncated
        )
        if uploads.isTruncated {
            result.nextKeyMarker = encoding.encode(uploads.last.key)
            result.nextUploadIDMarker = uploads.last.id
        }
        result.delimiter = delimiter.isEmpty ? nil : encoding.encode(delimiter)
        result.encodingType = encoding.name
        result.uploads = uploads.uploads.map { $0.entry(encoding) }
        result.commonPrefixes = uploads.commonPrefixes.map { S3.CommonPrefix(prefix: encoding.encode($0)) }
        return try .document(result)
    }
}

/// A page of the uploads under way.
struct UploadPage: Sendable {
    private(set) var uploads: [MultipartUpload] = []
    private(set) var commonPrefixes: [String] = []
    private(set) var isTruncated = false
    /// The last key and upload on the page.
    private(set) var last: (key: String, id: String) = ("", "")

    /// The page of `all`, which are ordered by key and then by age, that begins after `marker`.
    ///
    /// With an upload id in the marker the page begins after that upload of the key, without one after the key.
    init(of all: [MultipartUpload], _ request: ListRequest, marker: (key: String, id: String)) {
        for upload in Self.rest(all, after: marker) {
            let key = Array(upload.key.utf8)
            guard key.starts(with: request.prefix) else { continue }
            let prefix = request.commonPrefix(of: key).map { String(decoding: $0, as: UTF8.self) }
            if let prefix, commonPrefixes.last == prefix || marker.key == prefix { continue }
            guard uploads.count + commonPrefixes.count < request.maxKeys else {
                isTruncated = request.maxKeys > 0
                return
            }
            if let prefix {
                commonPrefixes.append(prefix)
                last = (prefix, "")
            } else {
                uploads.append(upload)
                last = (upload.key, upload.id)
            }
        }
    }

    private static func rest(_ all: [MultipartUpload], after marker: (key: String, id: String)) -> [MultipartUpload] {
        guard !marker.key.isEmpty else { return all }
        let isMarked = { (upload: MultipartUpload) in upload.key.utf8.elementsEqual(marker.key.utf8) }
        if let index = all.firstIndex(where: { isMarked($0) && $0.id == marker.id }) {
            return Array(all[(index + 1)...])
        }
        return all.filter { marker.key.utf8.lexicographicallyPrecedes($0.key.utf8) }
    }
}

extension StoredPartRecord {
    fileprivate func entry(_ checksum: MultipartUpload.Checksum) -> S3.Part {
        S3.Part(
            partNumber: part.number,
            lastModified: stamp.lastModified,
            eTag: part.tag.quoted,
            size: part.size,
            checksums: checksum.isChosen ? part.checksum.map { [checksum.algorithm: $0] } ?? [:] : [:]
        )
    }
}

extension MultipartUpload {
    fileprivate func entry(_ encoding: KeyEncoding) -> S3.Upload {
        var entry = S3.Upload(key: encoding.encode(key), uploadID: id, initiated: initiatedAt)
        entry.storageClass = metadata.storageClass ?? "STANDARD"
        (entry.owner, entry.initiator) = (S3Service.owner, S3Service.owner)
        if checksum.isChosen {
            entry.checksumAlgorithm = checksum.algorithm.rawValue
            entry.checksumType = checksum.type.rawValue
        }
        return entry
    }
}
