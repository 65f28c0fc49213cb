import SluiceModel
import SluiceWire
import Testing

@Suite("Pages of a listing")
struct S3ListingTests {
    private static let keys = ["a", "a-b", "a/b", "a/c/d", "a0", "b/", "b/x", "c", "é"]

    private func page(_ request: ListRequest, of keys: [String] = keys) -> (lines: [String], next: ListPosition?) {
        let sorted = keys.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
        let page = ListPage(of: sorted, request)
        let lines = page.items.map { item in
            switch item {
            case .key(let key): String(decoding: key, as: UTF8.self)
            case .commonPrefix(let prefix): "[\(String(decoding: prefix, as: UTF8.self))]"
            }
        }
        return (lines, page.next)
    }

    @Test(
        "what a first page holds",
        arguments: [
            (ListRequest(), ["a", "a-b", "a/b", "a/c/d", "a0", "b/", "b/x", "c", "é"]),
            (ListRequest(delimiter: "/"), ["a", "a-b", "[a/]", "a0", "[b/]", "c", "é"]),
            (ListRequest(prefix: "a"), ["a", "a-b", "a/b", "a/c/d", "a0"]),
            (ListRequest(prefix: "a/", delimiter: "/"), ["a/b", "[a/c/]"]),
            (ListRequest(prefix: "b/", delimiter: "/"), ["b/", "b/x"]),
            (ListRequest(prefix: "a", delimiter: "b"), ["a", "[a-b]", "[a/b]", "a/c/d", "a0"]),
            (ListRequest(delimiter: "/c/"), ["a", "a-b", "a/b", "[a/c/]", "a0", "b/", "b/x", "c", "é"]),
            (ListRequest(prefix: "zz"), []),
            (ListRequest(maxKeys: 0), []),
        ]
    )
    func contents(request: ListRequest, expected: [String]) {
        let page = page(request)
        #expect(page.lines == expected)
        #expect(page.next == nil)
    }

    @Test("a marker that is a common prefix stands for all keys under it")
    func markers() {
        let request = ListRequest(delimiter: "/")
        #expect(page(request.after(marker: "a/")).lines == ["a0", "[b/]", "c", "é"])
        #expect(page(request.after(marker: "a/b")).lines == ["[a/]", "a0", "[b/]", "c", "é"])
        #expect(page(ListRequest().after(marker: "a/")).lines.first == "a/b")
        #expect(page(ListRequest().after(marker: "")).lines.count == 9)
    }

    @Test("a full page that nothing follows is the last one")
    func exactlyFull() {
        #expect(page(ListRequest(maxKeys: 9)).next == nil)
        #expect(page(ListRequest(maxKeys: 8)).next == .key(Array("c".utf8)))
        #expect(page(ListRequest(prefix: "b/", delimiter: "/", maxKeys: 2)).next == nil)
        #expect(page(ListRequest(prefix: "a", delimiter: "/", maxKeys: 3)).next == .prefix(Array("a/".utf8)))
    }

    /// The law: pages of any size, one after the other, hold what one large page holds.
    @Test("pages of any size add up to the whole", arguments: UInt64(0)..<40)
    func paging(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let alphabet = ["a", "b", "/", "-", "0", "é"]
        let keys = Set(
            (0..<60).map { _ in
                (0..<Int.random(in: 1...5, using: &generator)).map { _ in
                    alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
                }.joined()
            }
        )
        let prefix = ["", "a", "a/", "/"][Int.random(in: 0..<4, using: &generator)]
        let delimiter = [nil, "/", "a", "//"][Int.random(in: 0..<4, using: &generator)]
        let whole = page(ListRequest(prefix: prefix, delimiter: delimiter), of: Array(keys)).lines
        for size in [1, 2, 3, 7] {
            var request = ListRequest(prefix: prefix, delimiter: delimiter, maxKeys: size)
            var lines: [String] = []
            repeat {
                let page = page(request, of: Array(keys))
                lines += page.lines
                request.after = try page.next.map {
                    try #require(ContinuationToken.decode(ContinuationToken.encode($0)))
                }
            } while request.after != nil
            #expect(lines == whole, "seed \(seed), pages of \(size)")
        }
    }

    @Test("a stem is passed over only when no key under it can be wanted", arguments: UInt64(0)..<20)
    func stems(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let bytes: [UInt8] = [0x2D, 0x2F, 0x61, 0x62]
        let text = { (longest: Int) in
            (0..<Int.random(in: 0...longest, using: &generator)).map { _ in
                bytes[Int.random(in: 0..<4, using: &generator)]
            }
        }
        for _ in 0..<500 {
            var request = ListRequest()
            request.prefix = text(2)
            let bound = text(3)
            request.after = [nil, .key(bound), .prefix(bound)][Int.random(in: 0..<3, using: &generator)]
            let key = text(5)
            guard request.admits(key) else { continue }
            for count in 0...key.count {
                #expect(request.mayAdmitKeys(beginningWith: Array(key.prefix(count))), "seed \(seed)")
            }
        }
    }

    @Test("tokens that are not ours are refused", arguments: ["", "x", "1", "1k", "1k*", "2kYQ", "1xYQ"])
    func badTokens(token: String) {
        #expect(ContinuationToken.decode(token) == nil)
    }

    @Test("tokens carry any bytes and stay in the alphabet of URLs")
    func tokens() {
        for length in 1...20 {
            let position = ListPosition.key((0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 250) })
            let token = ContinuationToken.encode(position)
            #expect(PercentEncoding.encode(token) == token)
            #expect(ContinuationToken.decode(token) == position)
        }
    }
}
