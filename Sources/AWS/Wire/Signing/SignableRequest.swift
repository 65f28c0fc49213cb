/// The parts of an HTTP request that a signature covers.
package struct SignableRequest: Sendable {
    /// How the path enters the canonical request.
    package enum PathStyle: Sendable {
        /// S3: the path as sent, encoded once, nothing normalised.
        case s3
        /// Every other service: dot segments and double slashes removed, then encoded once more.
        case standard
    }

    /// The method in capitals.
    package var method: String
    /// The path as it stands in the request line, percent-encoded, without the query.
    package var rawPath: String
    /// The query as it stands in the request line, without the question mark; nil when there is none.
    package var rawQuery: String?
    /// Every header in order, names in any case; `host` must be among them.
    package var headers: [(name: String, value: String)]

    /// A request from its parts.
    package init(method: String, rawPath: String, rawQuery: String?, headers: [(name: String, value: String)]) {
        self.method = method
        self.rawPath = rawPath
        self.rawQuery = rawQuery
        self.headers = headers
    }

    /// The value of the first header called `name`, in any case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name }?.value
    }

    /// The query parameters, decoded, in order; a bare key has an empty value.
    package var queryItems: [(name: String, value: String)] {
        QueryString.parse(rawQuery)
    }
}

/// The query part of a URL.
package enum QueryString {
    /// The parameters of `raw`, decoded, in order; a bare key has an empty value.
    package static func parse(_ raw: String?) -> [(name: String, value: String)] {
        (raw ?? "").split(separator: "&", omittingEmptySubsequences: true).map { part in
            guard let equals = part.firstIndex(of: "=") else { return (PercentEncoding.decode(part), "") }
            return (
                PercentEncoding.decode(part[..<equals]),
                PercentEncoding.decode(part[part.index(after: equals)...])
            )
        }
    }

    /// `items` encoded by the signing rules and joined, in the given order.
    package static func format(_ items: [(name: String, value: String)]) -> String {
        items.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
    }
}
