import Crypto

/// An object's entity tag: the MD5 of its bytes, or for a multipart object the MD5 of its parts' MD5s with their count.
package struct EntityTag: Sendable, Hashable, Codable {
    /// Without quotes.
    package let value: String

    /// Reads a tag with or without quotes or a weakness mark.
    package init(_ text: some StringProtocol) {
        var rest = text[...]
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        if rest.hasPrefix("W/") { rest.removeFirst(2) }
        if rest.first == "\"" { rest.removeFirst() }
        if rest.last == "\"" { rest.removeLast() }
        value = String(rest)
    }

    /// With its quotes, as headers and documents carry it.
    package var quoted: String { "\"\(value)\"" }

    /// Whether the object was put together from parts.
    package var isMultipart: Bool { value.contains("-") }

    /// The tag of an object made of parts with `tags`: `md5(md5s)-N`.
    /// - Returns: nil when a tag is not an MD5 in hex.
    package static func multipart(_ tags: [EntityTag]) -> EntityTag? {
        var md5 = Insecure.MD5()
        for tag in tags {
            guard let bytes = Self.bytes(tag.value) else { return nil }
            md5.update(data: bytes)
        }
        return EntityTag("\(Hashing.hex(md5.finalize()))-\(tags.count)")
    }

    private static func bytes(_ hex: String) -> [UInt8]? {
        let digits = Array(hex.utf8)
        guard digits.count == 32 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: 32, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes
    }

    /// Reads the tag as a string.
    /// - Throws: `DecodingError` when it is not one.
    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the tag without quotes.
    /// - Throws: what the encoder throws.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

extension EntityTag {
    /// What an `If-Match` or `If-None-Match` header names.
    package enum Pattern: Sendable, Hashable {
        /// `*`: any object that exists.
        case any
        /// One of these.
        case oneOf([EntityTag])

        /// Reads the header's value.
        package init(_ header: String) {
            let parts = header.split(separator: ",").map { EntityTag($0) }
            self = parts.map(\.value) == ["*"] ? .any : .oneOf(parts)
        }

        /// Whether `tag` is among them.
        package func matches(_ tag: EntityTag) -> Bool {
            switch self {
            case .any: true
            case .oneOf(let tags): tags.contains(tag)
            }
        }
    }
}
