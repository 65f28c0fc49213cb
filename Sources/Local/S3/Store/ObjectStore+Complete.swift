import NIOCore
import SluiceModel
import SluiceWire

extension ObjectStore {
    /// Makes an object of the parts of an upload and returns once it is on disk; the upload is gone then.
    ///
    /// The closure checks what the parts make; when it throws, nothing is stored.
    func complete(
        _ upload: MultipartUpload,
        requested: [S3.CompletedPart],
        conditions: WriteConditions,
        check: (MultipartAssembly) throws -> Void
    ) async throws -> ObjectInfo {
        let records = try await parts(of: upload)
        let assembly = try MultipartAssembly(
            requested: requested,
            stored: records.mapValues(\.part),
            checksum: (upload.checksum.algorithm, upload.checksum.type),
            mustMatchChecksums: upload.checksum.isChosen && upload.checksum.type == .composite,
            uploadID: upload.id
        )
        try check(assembly)
        // Known before the bytes are copied, and asked again when they take their place.
        try await whenConditionsHold(conditions, bucket: upload.bucket, key: upload.key) {}
        let path = draftPath()
        do {
            let whole = try await concatenate(assembly.parts.compactMap { records[$0.number] }, of: upload, into: path)
            return try await install(whole, assembly, upload, conditions)
        } catch {
            _ = try? Folder.removeFile(path)
            throw error
        }
    }

    private func install(
        _ whole: OpenFile,
        _ assembly: MultipartAssembly,
        _ upload: MultipartUpload,
        _ conditions: WriteConditions
    ) async throws -> ObjectInfo {
        var metadata = upload.metadata
        metadata.tag = assembly.tag
        metadata.parts = PartSizes(assembly.parts.map(\.size))
        metadata.checksum = assembly.checksum.map {
            ObjectChecksum(algorithm: upload.checksum.algorithm, type: upload.checksum.type, value: $0)
        }
        let object = metadata
        let (bucket, key) = (upload.bucket, upload.key)
        let stamp = try await threads.run { try whole.status().stamp }
        try await install(whole, stamp, object, bucket: bucket, key: key, conditions: conditions) {
            _ = try requireUpload(upload.id, bucket: bucket, key: key)
        }
        try await threads.run { try discardUpload(upload.id, bucket: bucket) }
        return ObjectInfo(key: key, stamp: stamp, metadata: object)
    }

    /// Writes the bytes of `parts` one after the other into a new file at `path`.
    private func concatenate(
        _ parts: [StoredPartRecord],
        of upload: MultipartUpload,
        into path: String
    ) async throws -> OpenFile {
        let target = try await threads.run { try OpenFile.create(path) }
        for record in parts {
            let number = record.part.number
            let source = try await threads.run {
                guard let (file, status) = try OpenFile.forReading(layout.part(number, of: upload.id)),
                    status.stamp == record.stamp
                else {
                    throw AWSServiceError.invalidPart(
                        number: number,
                        eTag: record.part.tag.value,
                        uploadID: upload.id
                    )
                }
                return file
            }
            for try await piece in ObjectBody(source, 0..<record.stamp.size, threads) {
                try await threads.run { try unsafe piece.withUnsafeReadableBytes { try unsafe target.write($0) } }
            }
        }
        return target
    }
}
