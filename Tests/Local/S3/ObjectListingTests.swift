import SluiceModel
import SluiceWire
import Testing

@testable import SluiceLocal

@Suite("Listing folders in the order of keys")
struct ObjectListingTests {
    @Test("random keys are listed as the rules say", arguments: UInt64(0)..<6)
    func order(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let temporary = try await TemporaryStore()
        var keys: [[UInt8]] = []
        for _ in 0..<60 {
            let key = KeyNameTests.randomKey(&generator)
            try await temporary.write(key, "")
            keys.append(Array(key.utf8))
        }
        keys = Set(keys).sorted { $0.lexicographicallyPrecedes($1) }
        for prefix in ["", "a", "a/", "%", "."] {
            for (delimiter, size) in [(nil, 1000), ("/", 1000), ("/", 2), (nil, 7), ("a", 3)] as [(String?, Int)] {
                var request = ListRequest(prefix: prefix, delimiter: delimiter, maxKeys: size)
                repeat {
                    let expected = ListPage(of: keys, request)
                    let listing = try await temporary.store.list(bucket: "bucket", request)
                    let found = listing.objects.map { ListPage.Item.key(Array($0.key.utf8)) }
                    let prefixes = listing.commonPrefixes.map { ListPage.Item.commonPrefix(Array($0.utf8)) }
                    #expect(Set(found + prefixes) == Set(expected.items), "seed \(seed), prefix \(prefix)")
                    #expect(listing.next == expected.next)
                    request.after = listing.next
                } while request.after != nil
            }
        }
    }

    @Test("a folder with more names than are kept at once is listed whole and in order")
    func largeFolder() async throws {
        let temporary = try await TemporaryStore()
        let count = 3 * KeyWalker.batchSize + 5
        for index in 0..<count { _ = try OpenFile.create(temporary.path("objects/bucket/\(index)")) }
        var walker = KeyWalker(folder: temporary.path("objects/bucket"), ListRequest())
        var keys: [String] = []
        while let key = try walker.next() { keys.append(String(decoding: key, as: UTF8.self)) }
        #expect(keys == (0..<count).map(String.init).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }

    @Test("only folders that can hold what is asked for are read")
    func skipping() async throws {
        let temporary = try await TemporaryStore()
        for key in ["a/1", "b/1", "b/2", "c/1"] { try await temporary.write(key, "") }
        var walker = KeyWalker(folder: temporary.path("objects/bucket"), ListRequest(prefix: "b/"))
        #expect(try walker.next() == Array("b/1".utf8))
        walker.skip(past: Array("b/".utf8))
        #expect(try walker.next() == nil)
    }
}
