import HTTPTypes
import Hummingbird
import NIOCore
import SluiceModel
import SluiceWire

extension HTTPFields {
    /// Sets the field called `name`; a name or value that HTTP cannot carry is left out.
    mutating func set(_ name: String, _ value: String?) {
        guard let name = HTTPField.Name(name), let value else { return }
        self[name] = value
    }

    /// Sets the header of an object's checksum, and that of its type.
    mutating func set(_ checksum: ObjectChecksum?) {
        guard let checksum else { return }
        set(checksum.algorithm.headerName, checksum.value)
        set("x-amz-checksum-type", checksum.type.rawValue)
    }
}

extension Response {
    /// An answer without a body.
    static func empty(_ status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status)
    }

    /// An answer with a document.
    /// - Throws: `EncodingError`.
    static func document(_ document: some S3Document) throws -> Response {
        var headers = HTTPFields()
        headers[.contentType] = S3.contentType
        let body = ByteBuffer(bytes: try S3XML.encode(document))
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body))
    }

    /// An answer with the bytes of an object, read as fast as the client takes them.
    static func bytes(_ body: ObjectBody, _ status: HTTPResponse.Status, _ headers: HTTPFields) -> Response {
        let stream = ResponseBody(contentLength: Int(body.count)) { writer in
            for try await piece in body { try await writer.write(piece) }
            try await writer.finish(nil)
        }
        return Response(status: status, headers: headers, body: stream)
    }
}

extension ObjectInfo {
    /// The header fields that tell of an object, whatever part of it is sent.
    var fields: HTTPFields {
        var fields = HTTPFields()
        fields[.eTag] = metadata.tag.quoted
        fields[.lastModified] = lastModified.httpDate
        fields[.acceptRanges] = "bytes"
        fields[.contentType] = metadata.contentType
        for (name, value) in metadata.headers { fields.set(name, value) }
        for (name, value) in metadata.user { fields.set(S3.metadataPrefix + name, value) }
        fields.set("x-amz-storage-class", metadata.storageClass)
        return fields
    }
}
