import Crypto
import NIOCore
import SluiceWire
import Synchronization

/// A file that takes bytes until it becomes an object or a part; let go before that, it disappears.
final class ObjectDraft: Sendable {
    /// What is known of the bytes once they are all there.
    struct Summary: Sendable {
        let stamp: FileStamp
        /// The MD5 of the bytes, as a tag.
        let tag: EntityTag
        /// In base64.
        let md5: String
        /// In hex; nil unless asked for.
        let sha256: String?
        /// The checksums that were planned, in that order.
        let checksums: [ChecksumValue]
        /// The headers after an aws-chunked body.
        let trailer: [String: String]
    }

    /// What to make of the bytes on their way to the file.
    struct Plan: Sendable {
        /// Takes the aws-chunked framing off; nil when there is none.
        var decoder: AWSChunkedDecoder?
        /// Whether the SHA-256 is wanted.
        var hashesSHA256 = false
        /// Which checksums are wanted; the first one is kept with the object.
        var algorithms = [ChecksumAlgorithm.crc64nvme]
        /// The most bytes to take.
        var limit = S3Limits.singleUploadBytes
    }

    private struct State {
        var decoder: AWSChunkedDecoder?
        var md5 = Insecure.MD5()
        var sha256: SHA256?
        var checksums: [StreamingChecksum]
        var count: Int64 = 0
    }

    let path: String
    private let limit: Int64
    let file: OpenFile
    private let state: Mutex<State>

    /// An empty file at `path`.
    /// - Throws: `FileError`.
    init(_ path: String, _ plan: Plan) throws {
        self.path = path
        limit = plan.limit
        file = try OpenFile.create(path)
        state = Mutex(
            State(
                decoder: plan.decoder,
                sha256: plan.hashesSHA256 ? SHA256() : nil,
                checksums: plan.algorithms.map { StreamingChecksum($0) }
            )
        )
    }

    deinit {
        // Once it has found its place nothing is here any more; what stays behind is removed at the next start.
        _ = try? Folder.removeFile(path)
    }

    /// How many bytes it has taken.
    var count: Int64 { state.withLock(\.count) }

    /// Takes the next pieces of the body; blocks.
    /// - Throws: `FileError`, `AWSChunkedError`, or `EntityTooLarge`.
    func append(_ pieces: [ByteBuffer]) throws {
        try state.withLock { state in
            for piece in pieces {
                guard state.decoder != nil else {
                    try unsafe piece.withUnsafeReadableBytes { try unsafe take($0, &state) }
                    continue
                }
                var runs: [ArraySlice<UInt8>] = []
                try state.decoder?.decode(Array(piece.readableBytesView)[...]) { runs.append($0) }
                for run in runs { try unsafe run.withUnsafeBytes { try unsafe take($0, &state) } }
            }
        }
    }

    private func take(_ bytes: UnsafeRawBufferPointer, _ state: inout State) throws {
        state.count += Int64(bytes.count)
        guard state.count <= limit else { throw AWSServiceError.entityTooLarge(limit: limit) }
        unsafe state.md5.update(bufferPointer: bytes)
        unsafe state.sha256?.update(bufferPointer: bytes)
        for index in state.checksums.indices { unsafe state.checksums[index].update(bytes) }
        try unsafe file.write(bytes)
    }

    /// Says that the body has ended; the bytes are left to be brought to disk.
    /// - Throws: `FileError` or `AWSChunkedError`.
    func finish() throws -> Summary {
        let stamp = try file.status().stamp
        return try state.withLock { state in
            try state.decoder?.finish()
            let md5 = Array(state.md5.finalize())
            return Summary(
                stamp: stamp,
                tag: EntityTag(Hashing.hex(md5)),
                md5: Base64.encode(md5),
                sha256: state.sha256.map { Hashing.hex($0.finalize()) },
                checksums: state.checksums.map(\.value),
                trailer: state.decoder?.trailer ?? [:]
            )
        }
    }
}
