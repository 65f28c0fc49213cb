package import SluiceWire

extension ObjectStore {
    /// A page of a listing with what is known of each object on it.
    package struct Listing: Sendable, Hashable {
        package let objects: [ObjectInfo]
        /// Keys rolled up to the delimiter.
        package let commonPrefixes: [String]
        /// Where the next page begins; nil on the last one.
        package let next: ListPosition?
    }

    /// A page of the objects in `bucket`, in the byte order of their keys.
    /// - Throws: `AWSServiceError.noSuchBucket`, or `FileError`.
    package func list(bucket: String, _ request: ListRequest = ListRequest()) async throws -> Listing {
        let (page, lines) = try await threads.run { () -> (ListPage, [Line]) in
            try requireBucket(bucket)
            let page = try findPage(bucket, request)
            return (page, try page.keys.compactMap { try line(bucket, $0) })
        }
        var objects: [ObjectInfo] = []
        for line in lines {
            switch line {
            case .known(let info): objects.append(info)
            case .unknown(let key):
                if let info = try await readIfPresent(bucket: bucket, key: key)?.info { objects.append(info) }
            }
        }
        return Listing(objects: objects, commonPrefixes: page.commonPrefixes, next: page.next)
    }

    /// A key of a page with what is known of it; files that nobody described are read once the page is complete.
    private enum Line: Sendable {
        case known(ObjectInfo)
        case unknown(String)
    }

    /// The line of `key`; nil when the object was deleted since.
    private func line(_ bucket: String, _ key: String) throws -> Line? {
        guard let found = try find(bucket: bucket, key: key) else { return nil }
        guard let metadata = found.metadata else { return .unknown(key) }
        return .known(ObjectInfo(key: key, stamp: found.stamp, metadata: metadata))
    }

    private func findPage(_ bucket: String, _ request: ListRequest) throws -> ListPage {
        var walker = KeyWalker(folder: layout.objects(of: bucket), request)
        var builder = ListPageBuilder(request)
        while let key = try walker.next() {
            switch builder.offer(key) {
            case .next: continue
            case .skip(let prefix): walker.skip(past: prefix)
            case .full: return builder.page
            }
        }
        return builder.page
    }
}

extension ListPage {
    fileprivate var keys: [String] {
        items.compactMap { item in
            if case .key(let key) = item { String(decoding: key, as: UTF8.self) } else { nil }
        }
    }

    fileprivate var commonPrefixes: [String] {
        items.compactMap { item in
            if case .commonPrefix(let prefix) = item { String(decoding: prefix, as: UTF8.self) } else { nil }
        }
    }
}
