/// The name of a job: 1 to 64 characters of `A-Z a-z 0-9 - _`.
///
/// The alphabet is safe in a URL path, in an object key and in a shell command, so an id never needs escaping.
package struct JobID: Sendable, Hashable, Comparable {
    /// The id as text.
    package let text: String

    /// An id from text; nil unless it is 1 to 64 characters of the alphabet.
    package init?(_ text: String) {
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed) else { return nil }
        self.text = text
    }

    /// A fresh id that sorts by time: 48 bits of milliseconds, then 80 random bits, in Crockford's base 32 (the ULID form).
    package init(at now: Timestamp, using generator: inout some RandomNumberGenerator) {
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
        var high = UInt64(bitPattern: now.milliseconds) & 0xFFFF_FFFF_FFFF
        var characters = [UInt8](repeating: 0, count: 26)
        for place in (0..<10).reversed() {
            characters[place] = alphabet[Int(high & 31)]
            high >>= 5
        }
        // 16 characters of 5 bits: 12 from the first draw, 4 from the second.
        var random = generator.next()
        for place in 10..<26 {
            if place == 22 { random = generator.next() }
            characters[place] = alphabet[Int(random & 31)]
            random >>= 5
        }
        text = String(decoding: characters, as: UTF8.self)
    }

    /// Orders by text.
    package static func < (lhs: JobID, rhs: JobID) -> Bool { lhs.text < rhs.text }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }
}

extension JobID: CustomStringConvertible {
    /// The id as text.
    package var description: String { text }
}

extension JobID: Codable {
    /// Reads an id from text.
    /// - Throws: `DecodingError.dataCorrupted` when the text is not an id.
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let id = JobID(text) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "'\(text)' is not a job id: 1 to 64 characters of A-Z a-z 0-9 - _"
                )
            )
        }
        self = id
    }

    /// Writes the id as text.
    /// - Throws: whatever the encoder throws.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
