import Foundation
import NIOCore
import SluiceModel
import SluiceWire

@testable import SluiceLocal

/// A store in a folder of its own, with the bucket `bucket`; the folder goes when the value does.
final class TemporaryStore: Sendable {
    let root: String
    let store: ObjectStore

    init() async throws {
        root = FileManager.default.temporaryDirectory.path + "/sluice-store-\(UUID().uuidString)"
        store = try ObjectStore(root: root)
        _ = try await store.createBucketIfMissing("bucket", at: Timestamp(nanoseconds: 0))
    }

    deinit {
        _ = try? Folder.removeAll(root)
    }

    /// The path of something in the folder.
    func path(_ name: String) -> String { "\(root)/\(name)" }

    /// Puts a file into the folder as a person would.
    func drop(_ text: String, at name: String) throws {
        try Folder.makeAll(Folder.parent(of: path(name)))
        try Data(text.utf8).write(to: URL(filePath: path(name)))
    }

    @discardableResult
    func write(_ key: String, _ text: String, in store: ObjectStore? = nil) async throws -> ObjectInfo {
        try await (store ?? self.store).write(
            bucket: "bucket",
            key: key,
            contentType: "text/plain",
            body: [ByteBuffer(string: text)].asBody
        )
    }

    /// The object's bytes as text.
    func text(_ key: String, in store: ObjectStore? = nil) async throws -> String {
        let reading = try await (store ?? self.store).read(bucket: "bucket", key: key)
        var whole = ByteBuffer()
        for try await piece in reading.body { whole.writeImmutableBuffer(piece) }
        return String(buffer: whole)
    }

    /// All keys, found page by page.
    func keys(pageSize: Int = 1000) async throws -> [String] {
        var request = ListRequest(maxKeys: pageSize)
        var keys: [String] = []
        repeat {
            let listing = try await store.list(bucket: "bucket", request)
            keys += listing.objects.map(\.key)
            request.after = listing.next
        } while request.after != nil
        return keys
    }
}

extension Array where Element == ByteBuffer {
    /// The buffers one after the other.
    var asBody: AsyncStream<ByteBuffer> {
        AsyncStream { continuation in
            for buffer in self { continuation.yield(buffer) }
            continuation.finish()
        }
    }
}

/// The code of the service error that `body` throws; nil when it throws none.
func code(_ body: () async throws -> Void) async -> String? {
    do {
        try await body()
        return nil
    } catch {
        return (error as? AWSServiceError)?.code ?? "\(error)"
    }
}
