package import SluiceModel

/// What a request is about: the service, a bucket, or an object.
package enum S3Target: Sendable, Hashable {
    case service
    case bucket(String)
    case object(ObjectLocation)

    /// Names of endpoints: what stands before one of them in `Host` is a bucket.
    package static let endpointHosts = [
        "localhost", "s3.localhost", "127.0.0.1.nip.io", "s3.127.0.0.1.nip.io", "localhost.localstack.cloud",
        "s3.localhost.localstack.cloud", "s3.amazonaws.com",
    ]

    /// The target of a request.
    ///
    /// - Parameters:
    ///   - host: The `Host` header, with or without a port.
    ///   - rawPath: The path as it stands in the request line.
    ///   - endpointHosts: Names that may follow a bucket in `host`; any other host means that the path names the bucket.
    /// - Throws: 400 when the path is not UTF-8.
    package init(
        host: String?,
        rawPath: String,
        endpointHosts: [String] = S3Target.endpointHosts
    ) throws(AWSServiceError) {
        let path = try Self.decode(rawPath.hasPrefix("/") ? rawPath.dropFirst() : rawPath[...])
        if let bucket = host.flatMap({ Self.bucket(inHost: $0, endpointHosts) }) {
            self = path.isEmpty ? .bucket(bucket) : .object(ObjectLocation(bucket: bucket, key: path))
            return
        }
        guard let slash = path.utf8.firstIndex(of: UInt8(ascii: "/")) else {
            self = path.isEmpty ? .service : .bucket(path)
            return
        }
        let bucket = String(path[..<slash])
        let key = String(path[path.utf8.index(after: slash)...])
        self = key.isEmpty ? .bucket(bucket) : .object(ObjectLocation(bucket: bucket, key: key))
    }

    /// The bucket's name, if there is one.
    package var bucket: String? {
        switch self {
        case .service: nil
        case .bucket(let name): name
        case .object(let location): location.bucket
        }
    }

    private static func bucket(inHost host: String, _ endpointHosts: [String]) -> String? {
        let name = host.prefix { $0 != ":" }.lowercased()
        guard !endpointHosts.contains(name) else { return nil }
        let match = endpointHosts.filter { name.hasSuffix(".\($0)") }.max { $0.utf8.count < $1.utf8.count }
        guard let match else { return nil }
        return String(name.dropLast(match.count + 1))
    }

    /// A replacement character that was not sent as one shows that bytes were not UTF-8.
    private static func decode(_ raw: Substring) throws(AWSServiceError) -> String {
        let text = PercentEncoding.decode(raw)
        if text.unicodeScalars.contains("\u{FFFD}"), !raw.uppercased().contains("%EF%BF%BD"),
            !raw.unicodeScalars.contains("\u{FFFD}")
        {
            throw .invalidURI
        }
        return text
    }
}
