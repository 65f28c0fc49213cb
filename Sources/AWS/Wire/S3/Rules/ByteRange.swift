/// The one range of bytes that a `Range` header asks for (RFC 9110, section 14).
package enum ByteRange: Sendable, Hashable {
    /// From `first` to `last`, both included; to the end when `last` is nil.
    case from(first: Int64, last: Int64?)
    /// The last `count` bytes.
    case suffix(count: Int64)

    /// Reads `bytes=a-b`, `bytes=a-` or `bytes=-n`.
    ///
    /// Nil for everything else, several ranges and backward ones among it: S3 then answers with the whole object.
    package init?(_ header: String) {
        guard header.lowercased().hasPrefix("bytes=") else { return nil }
        let text = header.dropFirst("bytes=".count)
        guard let dash = text.firstIndex(of: "-") else { return nil }
        let (left, right) = (text[..<dash], text[text.index(after: dash)...])
        if left.isEmpty {
            guard let count = Self.number(right) else { return nil }
            self = .suffix(count: count)
            return
        }
        guard let first = Self.number(left) else { return nil }
        if right.isEmpty {
            self = .from(first: first, last: nil)
            return
        }
        guard let last = Self.number(right), first <= last else { return nil }
        self = .from(first: first, last: last)
    }

    /// The bytes meant in an object of `size` bytes; nil when there are none (416).
    package func resolve(size: Int64) -> Range<Int64>? {
        switch self {
        case .from(let first, let last):
            guard first < size else { return nil }
            return first..<(min(last ?? size - 1, size - 1) + 1)
        case .suffix(let count):
            guard count > 0, size > 0 else { return nil }
            return max(0, size - count)..<size
        }
    }

    /// The header that asks for this range.
    package var header: String {
        switch self {
        case .from(let first, let last): "bytes=\(first)-\(last.map(String.init) ?? "")"
        case .suffix(let count): "bytes=-\(count)"
        }
    }

    private static func number(_ text: Substring) -> Int64? {
        guard text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int64(text)
    }
}
