/// The canonical form of a request, whose hash is signed.
///
/// Source: AWS, "Signature Version 4 for authenticating requests", header-based authentication.
package struct CanonicalRequest: Sendable {
    /// The six parts joined by line feeds.
    package let text: String

    /// The canonical form of `request`, covering the headers in `signedHeaders` (lower case, sorted).
    ///
    /// - Parameters:
    ///   - request: The request as sent.
    ///   - signedHeaders: The covered header names, lower case and sorted.
    ///   - payloadHash: Hex SHA-256 of the body, or one of the keywords of `PayloadHash`.
    ///   - pathStyle: How the service treats the path.
    ///   - leavingOut: A query parameter that is not covered (`X-Amz-Signature`).
    package init(
        _ request: SignableRequest,
        signedHeaders: [String],
        payloadHash: String,
        pathStyle: SignableRequest.PathStyle,
        leavingOut: String? = nil
    ) {
        text = [
            request.method,
            Self.path(request.rawPath, pathStyle),
            Self.query(request.queryItems.filter { $0.name != leavingOut }),
            Self.headers(request, signedHeaders),
            signedHeaders.joined(separator: ";"),
            payloadHash,
        ].joined(separator: "\n")
    }

    /// Hex SHA-256 of the canonical form.
    package var hash: String { Hashing.sha256Hex(text) }

    /// The string to sign for this request at `time` (`YYYYMMDDTHHMMSSZ`).
    package func stringToSign(time: String, scope: SigningScope) -> String {
        "AWS4-HMAC-SHA256\n\(time)\n\(scope.text)\n\(hash)"
    }

    private static func path(_ raw: String, _ style: SignableRequest.PathStyle) -> String {
        guard !raw.isEmpty else { return "/" }
        switch style {
        case .s3: return PercentEncoding.encode(PercentEncoding.decode(raw), keepingSlashes: true)
        case .standard: return PercentEncoding.encode(withoutDotSegments(raw), keepingSlashes: true)
        }
    }

    private static func withoutDotSegments(_ path: String) -> String {
        var kept: [Substring] = []
        for segment in path.split(separator: "/", omittingEmptySubsequences: true) where segment != "." {
            if segment == ".." { _ = kept.popLast() } else { kept.append(segment) }
        }
        // Unlike in RFC 3986, a dot segment at the end leaves no slash behind.
        return "/" + kept.joined(separator: "/") + (path.hasSuffix("/") && !kept.isEmpty ? "/" : "")
    }

    private static func query(_ items: [(name: String, value: String)]) -> String {
        items.map { (PercentEncoding.encode($0.name), PercentEncoding.encode($0.value)) }
            .sorted {
                $0.0 == $1.0
                    ? $0.1.utf8.lexicographicallyPrecedes($1.1.utf8) : $0.0.utf8.lexicographicallyPrecedes($1.0.utf8)
            }
            .map { "\($0.0)=\($0.1)" }
            .joined(separator: "&")
    }

    private static func headers(_ request: SignableRequest, _ signed: [String]) -> String {
        var values: [String: [String]] = [:]
        for (name, value) in request.headers {
            values[name.lowercased(), default: []].append(collapsed(value))
        }
        return signed.map { "\($0):\(values[$0, default: []].joined(separator: ","))\n" }.joined()
    }

    /// `value` without white space at its ends and with inner runs of it made one space.
    private static func collapsed(_ value: String) -> String {
        value.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r\n" }).joined(separator: " ")
    }
}
