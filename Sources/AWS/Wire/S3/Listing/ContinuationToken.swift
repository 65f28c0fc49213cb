/// The opaque token of ListObjectsV2: where the next page begins, in base64 with the alphabet of URLs.
package enum ContinuationToken {
    /// The token for `position`.
    package static func encode(_ position: ListPosition) -> String {
        let (kind, bytes): (Character, [UInt8]) =
            switch position {
            case .key(let key): ("k", key)
            case .prefix(let prefix): ("p", prefix)
            }
        let text = Base64.encode(bytes)
        return "1\(kind)" + text.filter { $0 != "=" }.map { $0 == "+" ? "-" : $0 == "/" ? "_" : String($0) }.joined()
    }

    /// The position in `token`; nil when it is not one of ours.
    package static func decode(_ token: String) -> ListPosition? {
        guard token.hasPrefix("1k") || token.hasPrefix("1p") else { return nil }
        var text = token.dropFirst(2).map { $0 == "-" ? "+" : $0 == "_" ? "/" : String($0) }.joined()
        text += String(repeating: "=", count: (4 - text.count % 4) % 4)
        guard let bytes = Base64.decode(text), !bytes.isEmpty else { return nil }
        return token.hasPrefix("1k") ? .key(bytes) : .prefix(bytes)
    }
}
