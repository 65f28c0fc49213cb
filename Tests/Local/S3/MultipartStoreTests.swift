import NIOCore
import SluiceModel
import SluiceWire
import Testing

@testable import SluiceLocal

@Suite("Multipart uploads on disk")
struct MultipartStoreTests {
    private func begin(_ store: ObjectStore, key: String = "k") async throws -> MultipartUpload {
        try await store.createUpload(
            bucket: "bucket",
            key: key,
            checksum: .init(algorithm: .crc32, type: .fullObject, isChosen: true),
            metadata: ObjectMetadata(tag: EntityTag(""), contentType: "text/x"),
            at: Timestamp(nanoseconds: 0)
        )
    }

    @discardableResult
    private func put(
        _ bytes: ByteBuffer,
        _ number: Int,
        of upload: MultipartUpload,
        in store: ObjectStore
    ) async throws -> S3.CompletedPart {
        let draft = try await store.draft(.init(algorithms: [.crc32]))
        try await store.fill(draft, from: [bytes].asBody)
        let record = try await store.commitPart(draft, number: number, of: upload) { _ in }
        return S3.CompletedPart(partNumber: number, eTag: record.part.tag.quoted)
    }

    @Test("an upload survives a restart and becomes one object")
    func complete() async throws {
        let temporary = try await TemporaryStore()
        let large = ByteBuffer(repeating: 1, count: Int(S3Limits.smallestPartBytes))
        let upload = try await begin(temporary.store)
        try await put(ByteBuffer(string: "replaced"), 2, of: upload, in: temporary.store)
        let first = try await put(large, 2, of: upload, in: temporary.store)
        let reopened = try ObjectStore(root: temporary.root)
        let last = try await put(ByteBuffer(string: "end"), 7, of: upload, in: reopened)
        #expect(try await reopened.parts(of: upload).keys.sorted() == [2, 7])
        let info = try await reopened.complete(upload, requested: [first, last], conditions: .none) { _ in }
        var digest = StreamingChecksum(.crc32)
        digest.update(Array(large.readableBytesView))
        digest.update(Array("end".utf8))
        #expect(info.metadata.checksum?.value == digest.value.base64)
        #expect(info.metadata.tag == EntityTag.multipart([EntityTag(first.eTag), EntityTag(last.eTag)]))
        #expect(info.metadata.contentType == "text/x")
        #expect(info.metadata.parts?.range(ofPart: 2) == S3Limits.smallestPartBytes..<(S3Limits.smallestPartBytes + 3))
        #expect(try await reopened.read(bucket: "bucket", key: "k").info == info)
        #expect(try await temporary.text("k").hasSuffix("\u{1}end"))
        #expect(try await reopened.listUploads(bucket: "bucket") == [])
        #expect(try Folder.names(in: temporary.path("uploads")) == ["drafts"])
    }

    @Test("a Complete that is refused leaves the upload as it was")
    func refused() async throws {
        let temporary = try await TemporaryStore()
        let store = temporary.store
        let upload = try await begin(store)
        let part = try await put(ByteBuffer(string: "x"), 1, of: upload, in: store)
        try await temporary.write("k", "there")
        let absent = WriteConditions(mustBeAbsent: true, ifMatch: nil)
        let failed = await code {
            _ = try await store.complete(upload, requested: [part], conditions: absent) { _ in }
        }
        #expect(failed == "PreconditionFailed")
        #expect(try await temporary.text("k") == "there")
        _ = try await store.complete(upload, requested: [part], conditions: .none) { _ in }
        #expect(try await temporary.text("k") == "x")
    }

    @Test("an aborted upload takes no parts and makes no object")
    func abort() async throws {
        let temporary = try await TemporaryStore()
        let store = temporary.store
        let upload = try await begin(store)
        let part = try await put(ByteBuffer(string: "x"), 1, of: upload, in: store)
        try await store.abortUpload(upload.id, bucket: "bucket", key: "k")
        #expect(await code { try await put(ByteBuffer(string: "y"), 2, of: upload, in: store) } == "NoSuchUpload")
        #expect(
            await code { _ = try await store.complete(upload, requested: [part], conditions: .none) { _ in } } != nil
        )
        #expect(await code { try await store.abortUpload(upload.id, bucket: "bucket", key: "k") } == "NoSuchUpload")
        #expect(try Folder.names(in: temporary.path("uploads")) == ["drafts"])
    }

    @Test("ids that are paths lead nowhere", arguments: ["", "..", "../objects/bucket", "drafts", "ABC"])
    func badID(id: String) async throws {
        let temporary = try await TemporaryStore()
        #expect(await code { _ = try await temporary.store.upload(id, bucket: "bucket", key: "k") } == "NoSuchUpload")
    }

    @Test("an upload belongs to one key")
    func otherKey() async throws {
        let temporary = try await TemporaryStore()
        let upload = try await begin(temporary.store, key: "e\u{301}")
        let store = temporary.store
        #expect(await code { _ = try await store.upload(upload.id, bucket: "bucket", key: "\u{e9}") } == "NoSuchUpload")
    }

    @Test("sizes of parts are found again however they are kept")
    func partSizes() {
        let sizes = PartSizes([5, 5, 5, 2, 7])
        #expect(sizes.count == 5)
        #expect(sizes.range(ofPart: 1) == 0..<5)
        #expect(sizes.range(ofPart: 3) == 10..<15)
        #expect(sizes.range(ofPart: 5) == 17..<24)
        #expect(sizes.range(ofPart: 6) == nil)
        #expect(sizes.range(ofPart: 0) == nil)
    }
}
