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
        try await threads.run {
            try requireBucket(bucket)
            let page = try page(bucket, request)
            var objects: [ObjectInfo] = []
            var prefixes: [String] = []
            for item in page.items {
                switch item {
                case .commonPrefix(let prefix): prefixes.append(String(decoding: prefix, as: UTF8.self))
                case .key(let key):
                    // An object that was deleted since has no line.
                    if let info = try info(bucket: bucket, key: String(decoding: key, as: UTF8.self)) {
                        objects.append(info)
                    }
                }
            }
            return Listing(objects: objects, commonPrefixes: prefixes, next: page.next)
        }
    }

    private func page(_ bucket: String, _ request: ListRequest) throws -> ListPage {
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
