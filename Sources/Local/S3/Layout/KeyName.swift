/// The names of files and folders that stand for a key.
///
/// A key's segments become folders and a file of the same names, so that ordinary keys read as they are. What a name
/// cannot hold is escaped, and no two keys share a path:
/// - control characters, `%`, and the whole segments `.` and `..` are written as `%XX`;
/// - an empty segment (a leading, trailing or double slash) is `%_`;
/// - a segment of `longestChunk` bytes or more is cut: all chunks but the last are folders whose names end in `%+`;
/// - an object whose path is a folder too (`a` beside `a/b`) is the file `a%self` beside the folder.
///
/// A cut depends only on the bytes before it, so that folders keep keys in order.
enum KeyName {
    /// A chunk is cut as soon as it has this many bytes.
    ///
    /// File systems allow 255: room for one more character and our own endings remains.
    static let longestChunk = 240

    /// What a name of a file or folder stands for.
    enum Meaning: Sendable, Hashable {
        /// The last or only chunk of a segment.
        case chunk([UInt8])
        /// A chunk that the names in this folder continue.
        case continued([UInt8])
        /// The object whose path is the folder with this last chunk.
        case itself([UInt8])
    }

    /// The ending of a folder that holds continuations.
    static let continuation = "%+"
    /// The ending of an object whose path is a folder.
    static let itself = "%self"
    private static let empty = "%_"

    /// The names for `key`: folders, then the file.
    static func components(of key: String) -> [String] {
        key.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false).flatMap { segment in
            var chunks: [String] = []
            var chunk = String.UnicodeScalarView()
            var count = 0
            for scalar in segment {
                chunk.append(scalar)
                count += escaped(scalar).utf8.count
                guard count >= longestChunk else { continue }
                chunks.append(escape(chunk) + continuation)
                (chunk, count) = (String.UnicodeScalarView(), 0)
            }
            return chunks + [escape(chunk)]
        }
    }

    /// What `name` stands for; nil when no key leads to it, because somebody put it there under a name that is ours.
    static func decode(_ name: String) -> Meaning? {
        if let chunk = name.dropping(suffix: continuation) {
            guard let text = unescape(chunk), isCut(text) else { return nil }
            return .continued(Array(text.utf8))
        }
        let chunk = name.dropping(suffix: itself)
        guard let text = unescape(chunk ?? name), !isCut(text) else { return nil }
        return chunk == nil ? .chunk(Array(text.utf8)) : .itself(Array(text.utf8))
    }

    private static func isCut(_ text: String) -> Bool { components(of: text).count > 1 }

    private static func escape(_ chunk: String.UnicodeScalarView) -> String {
        if chunk.isEmpty { return empty }
        if chunk.allSatisfy({ $0 == "." }), chunk.count <= 2 { return chunk.map { _ in "%2E" }.joined() }
        return chunk.map(escaped).joined()
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        guard scalar.value < 0x20 || scalar.value == 0x7F || scalar == "%" else { return String(scalar) }
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "%" + (digits.utf8.count == 1 ? "0" : "") + digits
    }

    /// The text whose only chunk is `name`; nil when it has another name or is longer than a chunk.
    private static func unescape(_ name: String) -> String? {
        if name == empty { return "" }
        var text = String.UnicodeScalarView()
        var rest = name.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "%" else {
                text.append(scalar)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(rest.prefix(2)), radix: 16) else { return nil }
            text.append(Unicode.Scalar(value))
            rest = rest.dropFirst(2)
        }
        // The comparison also refuses escapes that are not needed and slashes.
        guard escape(text).utf8.elementsEqual(name.utf8), !text.contains("/") else { return nil }
        return String(text)
    }
}

extension String {
    /// This text without `suffix`; nil when its bytes do not end so.
    fileprivate func dropping(suffix: String) -> String? {
        let bytes = utf8
        guard bytes.count >= suffix.utf8.count, bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) else {
            return nil
        }
        return String(Substring(bytes.dropLast(suffix.utf8.count)))
    }
}
