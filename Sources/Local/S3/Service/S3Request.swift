import SluiceModel
import SluiceWire

/// A call to S3 with its headers and parameters at hand.
struct S3Request: Sendable {
    let call: AWSCall
    private let headers: [String: String]
    private let parameters: [String: String]

    init(_ call: AWSCall) {
        self.call = call
        headers = Dictionary(call.signable.headers.map { ($0.name.lowercased(), $0.value) }) { "\($0),\($1)" }
        parameters = Dictionary(call.signable.queryItems.map { ($0.name, $0.value) }) { first, _ in first }
    }

    /// The value of a header by its name in lower case.
    func header(_ name: String) -> String? { headers[name] }

    /// The headers whose names begin with `prefix`, without it.
    func headers(beginningWith prefix: String) -> [String: String] {
        var found: [String: String] = [:]
        for (name, value) in headers where name.hasPrefix(prefix) {
            found[String(name.dropFirst(prefix.count))] = value
        }
        return found
    }

    /// The value of a query parameter.
    func parameter(_ name: String) -> String? { parameters[name] }

    /// A query parameter that must be a number from 0 on; nil when it is not there or empty.
    func number(_ name: String) throws(AWSServiceError) -> Int? {
        guard let text = parameters[name], !text.isEmpty else { return nil }
        guard let value = Int32(text), value >= 0 else {
            throw .invalidArgument(name, text, "Provided \(name) not an integer or within integer range")
        }
        return Int(value)
    }

    /// The number of a part of a multipart upload.
    func partNumber() throws(AWSServiceError) -> Int {
        let text = parameters["partNumber"] ?? ""
        guard let number = Int(text), S3Limits.partNumbers.contains(number) else {
            throw .invalidArgument(
                "partNumber",
                text,
                "Part number must be an integer between 1 and \(S3Limits.partNumbers.upperBound), inclusive"
            )
        }
        return number
    }

    /// Refuses a version other than the only one there is.
    func checkVersion(of key: String) throws(AWSServiceError) {
        guard let version = parameters["versionId"], version != "null" else { return }
        throw .noSuchVersion(key: key, version: version)
    }

    /// Refuses a request that expects the bucket to be somebody else's.
    func checkExpectedOwner() throws(AWSServiceError) {
        for name in ["x-amz-expected-bucket-owner", "x-amz-source-expected-bucket-owner"] {
            if let owner = headers[name], owner != AWSCall.accountID { throw .accessDenied }
        }
    }

    /// Whether keys are to be written percent-encoded.
    func wantsEncodedKeys() throws(AWSServiceError) -> Bool {
        switch parameters["encoding-type"] {
        case nil, "": return false
        case "url": return true
        case let other?:
            throw .invalidArgument("encoding-type", other, "Invalid Encoding Method specified in Request")
        }
    }
}
