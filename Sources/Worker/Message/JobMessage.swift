package import SluiceModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a queue message asks for, in any of the three forms that are accepted (design, section 3.3).
package enum JobMessage: Sendable, Hashable {
    /// One job.
    case job(JobRequest)
    /// An S3 event with several records, each to become a job of its own.
    case several([JobRequest])
    /// Something that asks for nothing, such as the test event S3 sends when notifications are set up.
    case nothing(reason: String)

    /// Reads the body of the message `messageID`, sent at `sentAt`.
    ///
    /// Jobs that come without an id get one that follows from the message, so that a second delivery has the same.
    /// - Throws: `JobMessageError` saying what is wrong.
    package init(body: String, messageID: String, sentAt: Timestamp?) throws(JobMessageError) {
        let text = body.drop { $0.isWhitespace }
        if text.hasPrefix("s3://") {
            try self.init(uri: String(text), messageID, sentAt)
        } else {
            try self.init(json: body, messageID, sentAt)
        }
    }

    private init(uri: String, _ messageID: String, _ sentAt: Timestamp?) throws(JobMessageError) {
        var trimmed = uri[...]
        while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
        guard let input = ObjectLocation(uri: String(trimmed)) else { throw .badLocation(String(trimmed.prefix(200))) }
        self = .job(JobRequest(id: try Self.id(messageID), input: input, submittedAt: sentAt))
    }

    private init(json: String, _ messageID: String, _ sentAt: Timestamp?) throws(JobMessageError) {
        let data = Data(json.utf8)
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: data) else { throw .notJSON }
        guard case .object(let fields) = value else { throw .notAnObject }
        if fields["Event"] == .string("s3:TestEvent") {
            self = .nothing(reason: "a test event of S3")
        } else if let records = fields["Records"] {
            try self.init(records: records, messageID, sentAt)
        } else {
            self = .job(try Self.request(data, sentAt))
        }
    }

    private init(records: JSONValue, _ messageID: String, _ sentAt: Timestamp?) throws(JobMessageError) {
        guard case .array(let items) = records else { throw .badRecord(index: 0, "Records is not a list") }
        var jobs: [JobRequest] = []
        for (index, item) in items.enumerated() {
            let input = try Self.location(item, index)
            let id = try Self.id(items.count == 1 ? messageID : "\(messageID)-\(index + 1)")
            jobs.append(JobRequest(id: id, input: input, submittedAt: sentAt))
        }
        switch jobs.count {
        case 0: self = .nothing(reason: "an S3 event without records")
        case 1: self = .job(jobs[0])
        default: self = .several(jobs)
        }
    }

    private static func request(_ data: Data, _ sentAt: Timestamp?) throws(JobMessageError) -> JobRequest {
        do {
            var request = try JSONDecoder().decode(JobRequest.self, from: data)
            request.submittedAt = request.submittedAt ?? sentAt
            return request
        } catch DecodingError.keyNotFound(let key, _) {
            throw .missingField(key.stringValue)
        } catch DecodingError.dataCorrupted(let context) {
            throw .badField(context.codingPath.map(\.stringValue).joined(separator: "."), context.debugDescription)
        } catch DecodingError.typeMismatch(_, let context) {
            throw .badField(context.codingPath.map(\.stringValue).joined(separator: "."), context.debugDescription)
        } catch {
            throw .notJSON
        }
    }

    /// The object of an event record; S3 writes keys as in an HTML form, so `+` is a space.
    private static func location(_ record: JSONValue, _ index: Int) throws(JobMessageError) -> ObjectLocation {
        guard case .object(let fields) = record, case .object(let s3)? = fields["s3"],
            case .object(let bucket)? = s3["bucket"], case .string(let name)? = bucket["name"],
            case .object(let object)? = s3["object"], case .string(let key)? = object["key"]
        else { throw .badRecord(index: index, "it has no s3.bucket.name and s3.object.key") }
        return ObjectLocation(bucket: name, key: FormText.decode(key))
    }

    private static func id(_ text: String) throws(JobMessageError) -> JobID {
        guard let id = JobID(text) else { throw .badField("id", "the message id '\(text)' cannot be a job id") }
        return id
    }
}

/// Why a message is not a job.
package enum JobMessageError: Error, Hashable, Sendable {
    /// It is neither JSON nor an `s3://` location.
    case notJSON
    /// It is JSON, but not an object.
    case notAnObject
    /// A field that every job needs is not there.
    case missingField(String)
    /// A field has the wrong form.
    case badField(String, String)
    /// A location is not of the form `s3://bucket/key`.
    case badLocation(String)
    /// A record of an S3 event is incomplete.
    case badRecord(index: Int, String)
}

extension JobMessageError: CustomStringConvertible {
    /// What is wrong, in words.
    package var description: String {
        switch self {
        case .notJSON: "the message is neither JSON nor an s3://bucket/key location"
        case .notAnObject: "the message is JSON but not an object"
        case .missingField(let name): "the message lacks the field '\(name)'"
        case .badField(let name, let reason): "the field '\(name)' is wrong: \(reason)"
        case .badLocation(let text): "'\(text)' is not of the form s3://bucket/key"
        case .badRecord(let index, let reason): "record \(index) of the S3 event: \(reason)"
        }
    }
}

/// Text as HTML forms encode it.
enum FormText {
    static func decode(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+") {
                bytes.append(UInt8(ascii: " "))
            } else if byte == UInt8(ascii: "%"),
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
