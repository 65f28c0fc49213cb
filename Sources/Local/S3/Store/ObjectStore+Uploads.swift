import SluiceModel
import SluiceWire

extension ObjectStore {
    /// Begins a multipart upload and returns once it is on disk.
    /// - Throws: `AWSServiceError.noSuchBucket` or `.keyTooLong`, or `FileError`.
    func createUpload(
        bucket: String,
        key: String,
        checksum: MultipartUpload.Checksum,
        metadata: ObjectMetadata,
        at now: Timestamp
    ) async throws -> MultipartUpload {
        try Self.check(key: key)
        return try await threads.run {
            var generator = SystemRandomNumberGenerator()
            let upload = MultipartUpload(
                id: Self.randomName(using: &generator),
                bucket: bucket,
                key: key,
                initiatedAt: now,
                checksum: checksum,
                metadata: metadata
            )
            try locks.withLock(bucket) {
                try requireBucket(bucket)
                try Folder.make(layout.upload(upload.id))
                let draft = draftPath()
                try JSONFile.write(upload, to: draft).synchronize()
                try Folder.rename(draft, to: layout.uploadRecord(upload.id))
            }
            try Folder.synchronize(layout.upload(upload.id))
            try Folder.synchronize(layout.uploads)
            return upload
        }
    }

    /// The upload `id` of that key.
    /// - Throws: `AWSServiceError.noSuchBucket` or `.noSuchUpload`, or `FileError`.
    func upload(_ id: String, bucket: String, key: String) async throws -> MultipartUpload {
        try await threads.run {
            try requireBucket(bucket)
            return try requireUpload(id, bucket: bucket, key: key)
        }
    }

    /// The uploads under way in a bucket, by key, then by age.
    /// - Throws: `AWSServiceError.noSuchBucket`, or `FileError`.
    func listUploads(bucket: String) async throws -> [MultipartUpload] {
        try await threads.run {
            try requireBucket(bucket)
            return try uploads(in: bucket).sorted { lhs, rhs in
                guard lhs.key.utf8.elementsEqual(rhs.key.utf8) else {
                    return lhs.key.utf8.lexicographicallyPrecedes(rhs.key.utf8)
                }
                return (lhs.initiatedAt, lhs.id) < (rhs.initiatedAt, rhs.id)
            }
        }
    }

    /// Ends an upload without an object.
    /// - Throws: `AWSServiceError.noSuchBucket` or `.noSuchUpload`, or `FileError`.
    func abortUpload(_ id: String, bucket: String, key: String) async throws {
        try await threads.run {
            try requireBucket(bucket)
            _ = try requireUpload(id, bucket: bucket, key: key)
            try discardUpload(id, bucket: bucket)
        }
    }

    /// The upload `id` of that key; blocks.
    func requireUpload(_ id: String, bucket: String, key: String) throws -> MultipartUpload {
        guard MultipartUpload.isID(id),
            let upload = try JSONFile.read(MultipartUpload.self, from: layout.uploadRecord(id)),
            upload.bucket == bucket, upload.key.utf8.elementsEqual(key.utf8)
        else { throw AWSServiceError.noSuchUpload(id) }
        return upload
    }

    /// The uploads under way in a bucket; blocks.
    func uploads(in bucket: String) throws -> [MultipartUpload] {
        try Folder.names(in: layout.uploads).filter(MultipartUpload.isID).compactMap { id in
            let upload = try JSONFile.read(MultipartUpload.self, from: layout.uploadRecord(id))
            return upload?.bucket == bucket ? upload : nil
        }
    }

    /// Removes an upload, its name in one step, then what it held; blocks.
    func discardUpload(_ id: String, bucket: String) throws {
        let grave = draftPath()
        try locks.withLock(bucket) {
            if try FileStatus.at(layout.upload(id)) != nil { try Folder.rename(layout.upload(id), to: grave) }
        }
        try Folder.synchronize(layout.uploads)
        try Folder.removeAll(grave)
    }

    /// Removes uploads that a crash left without a record, of which nobody was told; blocks.
    func removeUnfinishedUploads() throws {
        for id in try Folder.names(in: layout.uploads)
        where try MultipartUpload.isID(id) && FileStatus.at(layout.uploadRecord(id)) == nil {
            try Folder.removeAll(layout.upload(id))
        }
    }
}
