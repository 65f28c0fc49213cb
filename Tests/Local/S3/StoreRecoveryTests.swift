import Foundation
import NIOCore
import SluiceModel
import SluiceWire
import Testing

@testable import SluiceLocal

@Suite("The store after a crash")
struct StoreRecoveryTests {
    @Test("drafts and uploads without a record are cleared away, everything else stays")
    func leftovers() async throws {
        let temporary = try await TemporaryStore()
        try await temporary.write("k", "x")
        let upload = try await temporary.store.createUpload(
            bucket: "bucket",
            key: "m",
            checksum: .init(algorithm: .crc64nvme, type: .fullObject, isChosen: false),
            metadata: ObjectMetadata(tag: EntityTag("")),
            at: Timestamp(nanoseconds: 0)
        )
        try temporary.drop("half", at: "uploads/drafts/0123")
        try temporary.drop("half", at: "uploads/\(String(repeating: "0", count: 32))/part-00001")
        let reopened = try ObjectStore(root: temporary.root)
        #expect(try Folder.names(in: temporary.path("uploads")).sorted() == ["drafts", upload.id].sorted())
        #expect(try Folder.names(in: temporary.path("uploads/drafts")) == [])
        #expect(try await temporary.text("k", in: reopened) == "x")
        #expect(try await reopened.listUploads(bucket: "bucket").map(\.id) == [upload.id])
    }

    @Test("a crash before the new bytes took their place leaves the old object")
    func beforePlacing() async throws {
        let temporary = try await TemporaryStore()
        let old = try await temporary.write("k", "old")
        let paths = temporary.store.layout.paths(bucket: "bucket", key: "k")
        let other = FileStamp(size: 3, modified: 1, inode: 1)
        try Sidecar(stamp: other, object: ObjectMetadata(tag: EntityTag("new"))).write(to: paths.nextSidecar)
        let reopened = try ObjectStore(root: temporary.root)
        #expect(try await reopened.read(bucket: "bucket", key: "k").info == old)
    }

    @Test("a crash after the new bytes took their place loses none of their metadata")
    func afterPlacing() async throws {
        let temporary = try await TemporaryStore()
        let info = try await temporary.write("k", "new")
        let paths = temporary.store.layout.paths(bucket: "bucket", key: "k")
        try Folder.rename(paths.sidecar, to: paths.nextSidecar)
        let stale = FileStamp(size: 3, modified: 1, inode: 1)
        try Sidecar(stamp: stale, object: ObjectMetadata(tag: EntityTag("old"))).write(to: paths.sidecar)
        let reopened = try ObjectStore(root: temporary.root)
        #expect(try await reopened.read(bucket: "bucket", key: "k").info == info)
    }

    @Test("a crash while an object stands aside for a folder leaves it where it is found")
    func whileStandingAside() async throws {
        let temporary = try await TemporaryStore()
        try await temporary.write("a", "object")
        let file = temporary.path("objects/bucket/a")
        try Folder.link(file, as: "\(file)%self")
        #expect(try await temporary.keys() == ["a"])
        try Folder.removeFile(file)
        #expect(try await temporary.text("a") == "object")
        #expect(try await temporary.store.read(bucket: "bucket", key: "a").info.metadata.contentType == "text/plain")
        try await temporary.write("a", "newer")
        #expect(try await temporary.text("a") == "newer")
        #expect(try await temporary.keys() == ["a"])
    }

    @Test("a write whose body breaks off leaves nothing")
    func brokenBody() async throws {
        struct Broken: Error {}
        let temporary = try await TemporaryStore()
        let body = AsyncThrowingStream<ByteBuffer, any Error> { continuation in
            continuation.yield(ByteBuffer(string: "half"))
            continuation.finish(throwing: Broken())
        }
        await #expect(throws: Broken.self) {
            try await temporary.store.write(bucket: "bucket", key: "k", contentType: nil, body: body)
        }
        #expect(try await temporary.keys() == [])
        #expect(try Folder.names(in: temporary.path("uploads/drafts")) == [])
    }
}
