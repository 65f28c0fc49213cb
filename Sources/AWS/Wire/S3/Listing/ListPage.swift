/// One page of a listing.
package struct ListPage: Sendable, Hashable {
    /// A line of it.
    package enum Item: Sendable, Hashable {
        case key([UInt8])
        case commonPrefix([UInt8])
    }

    package var items: [Item] = []
    /// Where the next page begins; nil on the last one.
    package var next: ListPosition?

    /// An empty page, the last one.
    package init() {}

    /// The page of `keys`, which ascend in byte order, that `request` asks for.
    package init(of keys: some Sequence<[UInt8]>, _ request: ListRequest) {
        var builder = ListPageBuilder(request)
        for key in keys where builder.offer(key) == .full { break }
        self = builder.page
    }
}

/// Puts a page together from keys that come in byte order.
package struct ListPageBuilder: Sendable {
    /// What to offer next.
    package enum Step: Sendable, Hashable {
        /// The next key.
        case next
        /// The next key that does not begin with this prefix; those before it change nothing.
        case skip([UInt8])
        /// Nothing: the page is full and it is known whether more follows.
        case full
    }

    /// The page so far; right once `offer` has said `full` or there are no more keys.
    package private(set) var page = ListPage()
    private let request: ListRequest
    private var last: ListPosition?

    /// An empty page for `request`.
    package init(_ request: ListRequest) {
        self.request = request
    }

    /// Takes the next key.
    package mutating func offer(_ key: [UInt8]) -> Step {
        guard request.maxKeys > 0 else { return .full }
        guard request.admits(key) else { return .next }
        if case .prefix(let prefix) = last, key.starts(with: prefix) { return .next }
        guard page.items.count < request.maxKeys else {
            page.next = last
            return .full
        }
        if let prefix = request.commonPrefix(of: key) {
            page.items.append(.commonPrefix(prefix))
            last = .prefix(prefix)
            return .skip(prefix)
        }
        page.items.append(.key(key))
        last = .key(key)
        return .next
    }
}
