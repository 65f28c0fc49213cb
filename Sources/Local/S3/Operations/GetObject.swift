import HTTPTypes
import Hummingbird
import SluiceModel
import SluiceWire

extension S3Service {
    /// GetObject.
    func getObject(_ object: ObjectLocation, _ request: S3Request) async throws -> Response {
        let (reading, found) = try await select(object, request)
        guard let selection = found else { return Self.notModified(reading.info) }
        let fields = fields(reading.info, selection, request)
        return .bytes(reading.body(selection.range), selection.isPartial ? .partialContent : .ok, fields)
    }

    /// HeadObject.
    func headObject(_ object: ObjectLocation, _ request: S3Request) async throws -> Response {
        let (reading, found) = try await select(object, request)
        guard let selection = found else { return Self.notModified(reading.info) }
        var fields = fields(reading.info, selection, request)
        fields[.contentLength] = String(selection.range.count)
        return Response(status: selection.isPartial ? .partialContent : .ok, headers: fields)
    }

    /// Which bytes of an object an answer holds.
    private struct Selection {
        var range: Range<Int64>
        var isPartial = false
    }

    /// Opens an object and decides what to send of it: nil for nothing, because the reader has it already.
    private func select(
        _ object: ObjectLocation,
        _ request: S3Request
    ) async throws -> (ObjectStore.Reading, Selection?) {
        try request.checkVersion(of: object.key)
        let reading = try await store.read(bucket: object.bucket, key: object.key)
        let info = reading.info
        switch ReadConditions(header: request.header).decide(tag: info.metadata.tag, lastModified: info.lastModified) {
        case .proceed: return (reading, try selection(of: info, request))
        case .notModified: return (reading, nil)
        case .failed(let condition): throw AWSServiceError.preconditionFailed(condition)
        }
    }

    private func selection(of info: ObjectInfo, _ request: S3Request) throws(AWSServiceError) -> Selection {
        let whole = Selection(range: 0..<info.size)
        let header = request.header("range")
        if request.parameter("partNumber") != nil {
            guard header == nil else {
                throw .invalidRequest("Cannot specify both Range header and partNumber query parameter")
            }
            return try selection(ofPart: try request.partNumber(), of: info)
        }
        guard let header, let range = ByteRange(header), stillHolds(request.header("if-range"), info) else {
            return whole
        }
        guard let bytes = range.resolve(size: info.size) else { throw .invalidRange(header, size: info.size) }
        return Selection(range: bytes, isPartial: true)
    }

    private func selection(ofPart number: Int, of info: ObjectInfo) throws(AWSServiceError) -> Selection {
        let parts = info.metadata.parts ?? PartSizes([info.size])
        guard let range = parts.range(ofPart: number) else {
            throw .invalidPartNumber(number, actual: parts.count)
        }
        return Selection(range: range, isPartial: !range.isEmpty)
    }

    /// Whether a range may be taken: a changed object is sent whole (RFC 9110, section 13.1.5).
    private func stillHolds(_ condition: String?, _ info: ObjectInfo) -> Bool {
        guard let condition else { return true }
        if let date = Timestamp(httpDate: condition) { return date.seconds == info.lastModified.seconds }
        return EntityTag(condition) == info.metadata.tag
    }

    private func fields(_ info: ObjectInfo, _ selection: Selection, _ request: S3Request) -> HTTPFields {
        var fields = info.fields
        if selection.isPartial {
            let (first, last) = (selection.range.lowerBound, selection.range.upperBound - 1)
            fields[.contentRange] = "bytes \(first)-\(last)/\(info.size)"
        }
        let isWhole = selection.range == 0..<info.size && request.parameter("partNumber") == nil
        if request.header("x-amz-checksum-mode")?.uppercased() == "ENABLED", isWhole {
            fields.set(info.metadata.checksum)
        }
        if request.parameter("partNumber") != nil, let parts = info.metadata.parts {
            fields.set("x-amz-mp-parts-count", String(parts.count))
        }
        for (parameter, name) in Self.overrides {
            if let value = request.parameter(parameter), !value.isEmpty { fields.set(name, value) }
        }
        return fields
    }

    private static func notModified(_ info: ObjectInfo) -> Response {
        var fields = HTTPFields()
        fields[.eTag] = info.metadata.tag.quoted
        fields[.lastModified] = info.lastModified.httpDate
        for name in ["cache-control", "expires"] { fields.set(name, info.metadata.headers[name]) }
        return Response(status: .notModified, headers: fields)
    }

    /// Query parameters that replace header fields of the answer.
    private static let overrides = [
        ("response-cache-control", "cache-control"), ("response-content-disposition", "content-disposition"),
        ("response-content-encoding", "content-encoding"), ("response-content-language", "content-language"),
        ("response-content-type", "content-type"), ("response-expires", "expires"),
    ]
}
