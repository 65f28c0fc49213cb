/// Where a page of a listing begins.
package enum ListPosition: Sendable, Hashable {
    /// After this key.
    case key([UInt8])
    /// After every key that begins with this prefix.
    case prefix([UInt8])
}

/// What a page of a listing shall hold.
///
/// Keys and prefixes are UTF-8 bytes, in whose order S3 lists.
package struct ListRequest: Sendable, Hashable {
    package var prefix: [UInt8]
    /// Keys that have it after the prefix are rolled up to it; empty for none.
    package var delimiter: [UInt8]
    /// The most keys and common prefixes together.
    package var maxKeys: Int
    /// Where the page begins; nil for the first one.
    package var after: ListPosition?

    /// A request from its parts.
    package init(prefix: String = "", delimiter: String? = nil, maxKeys: Int = S3Limits.pageSize) {
        self.prefix = Array(prefix.utf8)
        self.delimiter = Array((delimiter ?? "").utf8)
        self.maxKeys = maxKeys
    }

    /// This request, beginning after `marker`; a marker that is a common prefix stands for all keys under it.
    package func after(marker: String) -> ListRequest {
        var request = self
        let bytes = Array(marker.utf8)
        guard !bytes.isEmpty else { return request }
        request.after = commonPrefix(of: bytes) == bytes ? .prefix(bytes) : .key(bytes)
        return request
    }

    /// The prefix that `key` is rolled up to; nil when it is listed itself.
    package func commonPrefix(of key: [UInt8]) -> [UInt8]? {
        guard !delimiter.isEmpty, key.starts(with: prefix), key.count >= prefix.count + delimiter.count else {
            return nil
        }
        let last = key.count - delimiter.count
        let start = (prefix.count...last).first { key[$0..<$0 + delimiter.count].elementsEqual(delimiter) }
        return start.map { Array(key[..<($0 + delimiter.count)]) }
    }

    /// Whether `key` belongs to what this request asks for.
    package func admits(_ key: [UInt8]) -> Bool {
        guard key.starts(with: prefix) else { return false }
        switch after {
        case nil: return true
        case .key(let bound): return bound.lexicographicallyPrecedes(key)
        case .prefix(let bound): return bound.lexicographicallyPrecedes(key) && !key.starts(with: bound)
        }
    }

    /// Whether a key that begins with `stem` can belong to what this request asks for.
    package func mayAdmitKeys(beginningWith stem: [UInt8]) -> Bool {
        guard stem.starts(with: prefix) || prefix.starts(with: stem) else { return false }
        switch after {
        case nil: return true
        case .key(let bound): return bound.starts(with: stem) || bound.lexicographicallyPrecedes(stem)
        case .prefix(let bound):
            if stem.starts(with: bound) { return false }
            return bound.starts(with: stem) || bound.lexicographicallyPrecedes(stem)
        }
    }
}
