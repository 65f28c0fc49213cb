import SluiceWire

/// Where an object stands in a URL.
///
/// The bucket is part of the host name, except at an IP address or localhost, which have no names below them, and when
/// the bucket's name has a dot, for which no certificate is good; then it begins the path.
struct S3Address: Sendable, Hashable {
    /// Encoded, beginning with a slash.
    let path: String
    /// What is put before the host name; nil for path style.
    let hostPrefix: String?

    init(bucket: String, key: String?, endpoint: Endpoint) {
        let object = key.map { "/" + PercentEncoding.encode($0, keepingSlashes: true) } ?? ""
        if endpoint.isAddress || bucket.contains(".") {
            path = "/\(bucket)\(object)"
            hostPrefix = nil
        } else {
            path = object.isEmpty ? "/" : object
            hostPrefix = bucket
        }
    }
}
