package import NIOCore
import SluiceModel
import SluiceWire

extension ObjectStore {
    /// Stores `body` under `key` and returns once it is on disk.
    ///
    /// - Parameters:
    ///   - bucket: Where to store it.
    ///   - key: 1 to 1,024 bytes of UTF-8.
    ///   - contentType: Nil for `binary/octet-stream`.
    ///   - body: The bytes, read as fast as the disk takes them.
    /// - Returns: The object as it stands now.
    /// - Throws: `AWSServiceError.noSuchBucket` or `.keyTooLong`, `FileError`, or what `body` throws.
    @discardableResult
    package func write<Body: AsyncSequence>(
        bucket: String,
        key: String,
        contentType: String?,
        body: Body
    ) async throws -> ObjectInfo where Body.Element == ByteBuffer {
        let draft = try await draft(ObjectDraft.Plan(limit: .max))
        try await fill(draft, from: body)
        return try await commit(draft, bucket: bucket, key: key, conditions: .none) { summary in
            var metadata = summary.metadata
            metadata.contentType = contentType ?? S3.defaultContentType
            return metadata
        }
    }

    /// Gives `body` to `draft`, many small pieces at a time.
    func fill<Body: AsyncSequence>(_ draft: ObjectDraft, from body: Body) async throws
    where Body.Element == ByteBuffer {
        var pieces: [ByteBuffer] = []
        var count = 0
        for try await piece in body {
            pieces.append(piece)
            count += piece.readableBytes
            guard count >= ObjectBody.pieceSize else { continue }
            let full = pieces
            try await threads.run { try draft.append(full) }
            (pieces, count) = ([], 0)
        }
        let last = pieces
        if !last.isEmpty { try await threads.run { try draft.append(last) } }
    }

    /// Makes a filled draft the object `key` and returns once that is on disk.
    ///
    /// The closure checks what came and says what is known of it; when it throws, nothing is stored.
    func commit(
        _ draft: ObjectDraft,
        bucket: String,
        key: String,
        conditions: WriteConditions,
        metadata: @escaping @Sendable (ObjectDraft.Summary) throws -> ObjectMetadata
    ) async throws -> ObjectInfo {
        try Self.check(key: key)
        let (summary, object) = try await threads.run {
            let summary = try draft.finish()
            return (summary, try metadata(summary))
        }
        try await install(draft.file, summary.stamp, object, bucket: bucket, key: key, conditions: conditions)
        return ObjectInfo(key: key, stamp: summary.stamp, metadata: object)
    }

    /// Puts a complete draft in the place of an object and returns once that is on disk.
    ///
    /// What `stillValid` throws, asked under the bucket's lock, stops it.
    func install(
        _ draft: OpenFile,
        _ stamp: FileStamp,
        _ object: ObjectMetadata,
        bucket: String,
        key: String,
        conditions: WriteConditions,
        stillValid: @escaping @Sendable () throws -> Void = {}
    ) async throws {
        let paths = layout.paths(bucket: bucket, key: key)
        let sidecar = try await threads.run { try Sidecar(stamp: stamp, object: object).write(to: draftPath()) }
        do {
            try await threads.runAll([{ try draft.synchronize() }, { try sidecar.synchronize() }])
            let changed = try await whenConditionsHold(conditions, bucket: bucket, key: key) {
                try stillValid()
                var changed = [Folder.parent(of: paths.file), Folder.parent(of: paths.sidecar)]
                changed += try Folder.makeAll(Folder.parent(of: paths.sidecar))
                try finishInterruptedWrite(paths)
                try Folder.rename(sidecar.path, to: paths.nextSidecar)
                changed += try place(draft.path, at: paths)
                try Folder.rename(paths.nextSidecar, to: paths.sidecar)
                return changed
            }
            try await synchronize(changed)
            changes.note(bucket: bucket, key: key)
        } catch {
            // The draft removes itself; a sidecar that was not used is removed here, whatever became of the task.
            _ = try? Folder.removeFile(sidecar.path)
            throw error
        }
    }

    /// Returns once the names in `folders` are on disk.
    func synchronize(_ folders: [String]) async throws {
        try await threads.runAll(Set(folders).map { folder in { try Folder.synchronize(folder) } })
    }

    /// Runs `change` on a file thread, under the bucket's lock, if the bucket is there and `conditions` hold.
    func whenConditionsHold<Result: Sendable>(
        _ conditions: WriteConditions,
        bucket: String,
        key: String,
        _ change: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        let paths = layout.paths(bucket: bucket, key: key)
        while true {
            let result: Result? = try await threads.run {
                try locks.withLock(bucket) {
                    try requireBucket(bucket)
                    if !conditions.isEmpty {
                        let found = try find(paths)
                        // The tag of a file of which nothing is known takes long to compute: not under the lock.
                        if let found, found.metadata == nil { return nil }
                        try conditions.decide(current: found?.metadata?.tag).check(key: key)
                    }
                    return try change()
                }
            }
            if let result { return result }
            _ = try await readIfPresent(bucket: bucket, key: key)
        }
    }

    /// Gives the object's file the sidecar that a crash kept from it, before another write takes its name.
    private func finishInterruptedWrite(_ paths: ObjectPaths) throws {
        guard let next = Sidecar.read(paths.nextSidecar), let found = try find(paths), next.stamp == found.stamp
        else { return }
        try Folder.rename(paths.nextSidecar, to: paths.sidecar)
    }

    /// Moves `draft` to where the object belongs, making room for its folders.
    ///
    /// The bucket's lock must be held; the result is the folders in which others were made.
    private func place(_ draft: String, at paths: ObjectPaths) throws -> [String] {
        var changed: [String] = []
        for folder in paths.folders {
            if try Folder.make(folder) {
                changed.append(Folder.parent(of: folder))
                continue
            }
            guard try FileStatus.at(folder)?.kind != .folder else { continue }
            // An object has the name that this folder needs: it moves aside, at no moment without a name.
            let link = draftPath()
            try Folder.link(folder, as: link)
            try Folder.rename(link, to: folder + KeyName.itself)
            try Folder.removeFile(folder)
            try Folder.make(folder)
            changed.append(Folder.parent(of: folder))
        }
        if try FileStatus.at(paths.file)?.kind == .folder {
            try Folder.rename(draft, to: paths.fileBesideFolder)
        } else {
            try Folder.rename(draft, to: paths.file)
            try Folder.removeFile(paths.fileBesideFolder)
        }
        return changed
    }

    /// Checks a key's length.
    static func check(key: String) throws {
        guard key.utf8.count <= S3Limits.keyBytes else { throw AWSServiceError.keyTooLong(key) }
    }
}

extension ObjectDraft.Summary {
    /// What is known of an object with these bytes.
    var metadata: ObjectMetadata {
        ObjectMetadata(
            tag: tag,
            checksum: checksums.first.map {
                ObjectChecksum(algorithm: $0.algorithm, type: .fullObject, value: $0.base64)
            }
        )
    }
}

extension WriteConditions.Decision {
    /// Throws the error that says the conditions do not hold.
    func check(key: String) throws(AWSServiceError) {
        switch self {
        case .proceed: return
        case .failed(let condition): throw .preconditionFailed(condition)
        case .absent: throw .noSuchKey(key)
        }
    }
}
