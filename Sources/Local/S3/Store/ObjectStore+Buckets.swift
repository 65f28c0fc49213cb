package import SluiceModel
import SluiceWire

extension ObjectStore {
    /// What is known of a bucket.
    package struct Bucket: Sendable, Hashable {
        package let name: String
        package let createdAt: Timestamp
    }

    private struct BucketRecord: Codable {
        let createdAt: Timestamp
    }

    /// All buckets in the order of their names; a folder that somebody made is one too.
    /// - Throws: `FileError`.
    package func buckets() async throws -> [Bucket] {
        try await threads.run {
            var buckets: [Bucket] = []
            for name in try Folder.names(in: layout.objects) where BucketName.isValid(name) {
                let status = try FileStatus.at(layout.objects(of: name))
                guard let status, status.kind == .folder else { continue }
                let record = try? JSONFile.read(BucketRecord.self, from: layout.record(of: name))
                buckets.append(Bucket(name: name, createdAt: record?.createdAt ?? status.stamp.lastModified))
            }
            return buckets.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        }
    }

    /// Whether there is a bucket called `name`.
    /// - Throws: `FileError`.
    package func hasBucket(_ name: String) async throws -> Bool {
        try await threads.run { try bucketExists(name) }
    }

    /// Makes the bucket `name`; false when it is there already.
    /// - Throws: `AWSServiceError.invalidBucketName`, or `FileError`.
    package func createBucketIfMissing(_ name: String, at now: Timestamp) async throws -> Bool {
        guard BucketName.isValid(name) else { throw AWSServiceError.invalidBucketName(name) }
        return try await threads.run {
            let isNew = try locks.withLock(name) {
                let record = layout.record(of: name)
                if try bucketExists(name) { return false }
                let draft = draftPath()
                try JSONFile.write(BucketRecord(createdAt: now), to: draft).synchronize()
                try Folder.rename(draft, to: record)
                try Folder.make(layout.metadata(of: name))
                try Folder.make(layout.objects(of: name))
                return true
            }
            if isNew { for folder in [layout.metadata, layout.objects] { try Folder.synchronize(folder) } }
            return isNew
        }
    }

    /// Removes the bucket `name` with its unfinished uploads.
    /// - Throws: `AWSServiceError.noSuchBucket` or `.bucketNotEmpty`, or `FileError`.
    package func deleteBucket(_ name: String) async throws {
        try await threads.run {
            try locks.withLock(name) {
                try requireBucket(name)
                let folder = layout.objects(of: name)
                guard try Self.removeEmptyFolders(folder) else { throw AWSServiceError.bucketNotEmpty(name) }
                try Folder.removeAll(layout.metadata(of: name))
                try Folder.removeFile(layout.record(of: name))
                for upload in try uploads(in: name) { try Folder.removeAll(layout.upload(upload.id)) }
            }
            try Folder.synchronize(layout.objects)
        }
    }

    /// Checks that there is a bucket called `name`; blocks.
    func requireBucket(_ name: String) throws {
        guard try bucketExists(name) else { throw AWSServiceError.noSuchBucket(name) }
    }

    private func bucketExists(_ name: String) throws -> Bool {
        guard BucketName.isValid(name) else { return false }
        return try FileStatus.at(layout.objects(of: name))?.kind == .folder
    }

    /// Removes the folder at `path` if there are only folders in it; false when there is a file.
    private static func removeEmptyFolders(_ path: String) throws -> Bool {
        var isEmpty = true
        try Folder.forEachEntry(in: path) { name, kind in
            guard isEmpty else { return }
            let child = "\(path)/\(name)"
            let isFolder = try kind == .folder || (kind == nil && FileStatus.at(child)?.kind == .folder)
            isEmpty = try isFolder && removeEmptyFolders(child)
        }
        return try isEmpty && Folder.removeIfEmpty(path)
    }
}
