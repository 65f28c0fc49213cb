import Foundation
import NIOCore
import SluiceModel
import SluiceWire
import Testing

@testable import SluiceLocal

@Suite("Objects on disk")
struct ObjectStoreTests {
    private static let helloTag = "5d41402abc4b2a76b9719d911017c592"

    @Test("an object comes back as it was stored, and its file can be opened")
    func roundTrip() async throws {
        let temporary = try await TemporaryStore()
        let written = try await temporary.write("a/b.txt", "hello")
        let read = try await temporary.store.read(bucket: "bucket", key: "a/b.txt").info
        #expect(read == written)
        #expect(read.metadata.tag.value == Self.helloTag)
        #expect(read.metadata.contentType == "text/plain")
        #expect(read.metadata.checksum?.algorithm == .crc64nvme)
        #expect(try await temporary.text("a/b.txt") == "hello")
        #expect(try String(contentsOfFile: temporary.path("objects/bucket/a/b.txt"), encoding: .utf8) == "hello")
    }

    @Test("keys that are no file names are objects like others")
    func oddKeys() async throws {
        let temporary = try await TemporaryStore()
        let keys = [
            ".", "..", "../../escape", "/etc/passwd", "a//b", "a/", "a", "a/b", "a/b/c", "a%self", "%", "a\u{0}b",
            "e\u{301}", "\u{e9}", String(repeating: "k", count: 1024), String(repeating: "/", count: 1024),
            "x.json", "x.json/y", "x", "x/y%.json", "\n", " ",
        ]
        for key in keys { try await temporary.write(key, "text of \(key)") }
        for key in keys { #expect(try await temporary.text(key) == "text of \(key)") }
        let found = try await temporary.keys(pageSize: 3).map { Array($0.utf8) }
        #expect(found == keys.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) })
        for key in keys { try await temporary.store.delete(bucket: "bucket", key: key) }
        #expect(try await temporary.keys() == [])
        #expect(try Folder.names(in: temporary.path("objects/bucket")) == [])
        #expect(try Folder.names(in: temporary.path("metadata/bucket")) == [])
        #expect(try Folder.names(in: temporary.root).sorted() == ["metadata", "objects", "uploads"])
    }

    @Test("an object stands aside for a folder of its name and comes back to it")
    func besideFolder() async throws {
        let temporary = try await TemporaryStore()
        try await temporary.write("a", "object")
        try await temporary.write("a/b", "inner")
        #expect(try await temporary.text("a") == "object")
        #expect(try Folder.names(in: temporary.path("objects/bucket")).sorted() == ["a", "a%self"])
        try await temporary.write("a", "again")
        #expect(try await temporary.text("a") == "again")
        try await temporary.store.delete(bucket: "bucket", key: "a/b")
        #expect(try Folder.names(in: temporary.path("objects/bucket")) == ["a"])
        #expect(try await temporary.text("a") == "again")
        #expect(try await temporary.store.read(bucket: "bucket", key: "a").info.metadata.contentType == "text/plain")
    }

    @Test("a file put there by hand is an object with the right tag")
    func dropped() async throws {
        let temporary = try await TemporaryStore()
        try temporary.drop("hello", at: "objects/bucket/in/hello.txt")
        try temporary.drop("hello", at: "objects/byhand/hello.txt")
        let listing = try await temporary.store.list(bucket: "bucket")
        #expect(listing.objects.map(\.metadata.tag.value) == [Self.helloTag])
        #expect(try await temporary.text("in/hello.txt") == "hello")
        #expect(try await temporary.store.buckets().map(\.name) == ["bucket", "byhand"])
        #expect(FileManager.default.fileExists(atPath: temporary.path("metadata/bucket/in/hello.txt%.json")))
    }

    @Test("metadata of a file that was changed by hand are not believed")
    func stale() async throws {
        let temporary = try await TemporaryStore()
        try await temporary.write("k", "first")
        try temporary.drop("hello", at: "objects/bucket/k")
        let info = try await temporary.store.read(bucket: "bucket", key: "k").info
        #expect(info.metadata.tag.value == Self.helloTag)
        #expect(info.metadata.contentType == S3.defaultContentType)
        #expect(info.size == 5)
    }

    @Test("missing things are told apart")
    func absence() async throws {
        let temporary = try await TemporaryStore()
        let store = temporary.store
        try await temporary.write("k", "x")
        #expect(await code { _ = try await store.read(bucket: "bucket", key: "none") } == "NoSuchKey")
        #expect(await code { _ = try await store.read(bucket: "bucket", key: "k/below") } == "NoSuchKey")
        #expect(await code { _ = try await store.read(bucket: "other", key: "k") } == "NoSuchBucket")
        #expect(await code { _ = try await store.read(bucket: "..", key: "k") } == "NoSuchBucket")
        #expect(await code { _ = try await store.list(bucket: "other") } == "NoSuchBucket")
        #expect(await code { try await store.delete(bucket: "other", key: "k") } == "NoSuchBucket")
        #expect(await code { try await store.delete(bucket: "bucket", key: "none") } == nil)
        #expect(try await store.readIfPresent(bucket: "bucket", key: "none") == nil)
        #expect(
            await code { _ = try await temporary.write(String(repeating: "k", count: 1025), "") } == "KeyTooLongError"
        )
    }

    @Test("no name of a bucket leads out of the folder", arguments: ["..", ".", "", "../objects/bucket", "a/../.."])
    func escape(bucket: String) async throws {
        let temporary = try await TemporaryStore()
        let store = temporary.store
        try temporary.drop("secret", at: "credentials")
        #expect(await code { _ = try await store.read(bucket: bucket, key: "credentials") } == "NoSuchBucket")
        #expect(await code { try await store.delete(bucket: bucket, key: "credentials") } == "NoSuchBucket")
        #expect(await code { _ = try await store.list(bucket: bucket) } == "NoSuchBucket")
        #expect(await code { try await store.deleteBucket(bucket) } == "NoSuchBucket")
        let body = [ByteBuffer(string: "x")].asBody
        #expect(
            await code { try await store.write(bucket: bucket, key: "credentials", contentType: nil, body: body) }
                == "NoSuchBucket"
        )
        #expect(FileManager.default.fileExists(atPath: temporary.path("credentials")))
    }

    @Test("a bucket goes only when it is empty")
    func deleteBucket() async throws {
        let temporary = try await TemporaryStore()
        let store = temporary.store
        #expect(try await !store.createBucketIfMissing("bucket", at: Timestamp(nanoseconds: 0)))
        #expect(
            await code { _ = try await store.createBucketIfMissing("Bad", at: .init(nanoseconds: 0)) }
                == "InvalidBucketName"
        )
        try await temporary.write("a/b", "x")
        #expect(await code { try await store.deleteBucket("bucket") } == "BucketNotEmpty")
        try await store.delete(bucket: "bucket", key: "a/b")
        try Folder.make(temporary.path("objects/bucket/empty folder"))
        try await store.deleteBucket("bucket")
        #expect(await code { try await store.deleteBucket("bucket") } == "NoSuchBucket")
        #expect(try await store.buckets() == [])
    }

    @Test("of many writers that want to be the first, one is")
    func firstWriter() async throws {
        let temporary = try await TemporaryStore()
        let store = temporary.store
        let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<20 {
                group.addTask {
                    let draft = try await store.draft(.init())
                    try await store.fill(draft, from: [ByteBuffer(string: "\(index)")].asBody)
                    return await code {
                        _ = try await store.commit(
                            draft,
                            bucket: "bucket",
                            key: "k",
                            conditions: WriteConditions(mustBeAbsent: true, ifMatch: nil)
                        ) { $0.metadata }
                    } == nil
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(winners == 1)
        #expect(try Folder.names(in: temporary.path("uploads/drafts")) == [])
    }

    @Test("readers see one version or the other, never a mixture")
    func atomicReplace() async throws {
        let temporary = try await TemporaryStore()
        let texts = (0..<6).map { String(repeating: "\($0)", count: 300_000 + $0) }
        try await temporary.write("k", texts[0])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for text in texts { group.addTask { for _ in 0..<4 { try await temporary.write("k", text) } } }
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<25 {
                        let reading = try await temporary.store.read(bucket: "bucket", key: "k")
                        var whole = ByteBuffer()
                        for try await piece in reading.body { whole.writeImmutableBuffer(piece) }
                        #expect(texts.contains(String(buffer: whole)))
                        #expect(reading.info.metadata.tag.value == Hashing.md5Hex(Array(whole.readableBytesView)))
                        #expect(reading.info.metadata.contentType == "text/plain")
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("memory stays flat for an object of 200 MB")
    func flatMemory() async throws {
        let temporary = try await TemporaryStore()
        let piece = ByteBuffer(repeating: 7, count: 1 << 20)
        let body = AsyncStream<ByteBuffer>(unfolding: CountedPieces(piece, 200).next)
        let before = Self.residentBytes()
        let info = try await temporary.store.write(bucket: "bucket", key: "big", contentType: nil, body: body)
        let afterWrite = Self.residentBytes()
        #expect(info.size == 200 << 20)
        var count: Int64 = 0
        var peak = afterWrite
        for try await piece in try await temporary.store.read(bucket: "bucket", key: "big").body {
            count += Int64(piece.readableBytes)
            peak = max(peak, Self.residentBytes())
        }
        #expect(count == info.size)
        #expect(max(afterWrite, peak) - before < 64 << 20, "grew by \((peak - before) >> 20) MiB")
    }

    /// The memory this process holds now, in bytes; 0 where the system does not say.
    private static func residentBytes() -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? "0 0"
        return (Int(text.split(separator: " ")[1]) ?? 0) * 4096
    }
}

/// The same buffer a number of times.
private actor CountedPieces {
    private let piece: ByteBuffer
    private var left: Int

    init(_ piece: ByteBuffer, _ count: Int) {
        self.piece = piece
        left = count
    }

    @Sendable func next() async -> ByteBuffer? {
        guard left > 0 else { return nil }
        left -= 1
        return piece
    }
}
