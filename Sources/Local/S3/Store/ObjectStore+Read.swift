import NIOCore
import SluiceModel
import SluiceWire

extension ObjectStore {
    /// An object that is open for reading: what it was when it was opened, whatever happens to it since.
    package struct Reading: Sendable {
        package let info: ObjectInfo
        private let file: OpenFile
        private let threads: FileThreads

        fileprivate init(_ info: ObjectInfo, _ file: OpenFile, _ threads: FileThreads) {
            self.info = info
            self.file = file
            self.threads = threads
        }

        /// All its bytes.
        package var body: ObjectBody { body(0..<info.size) }

        /// The bytes `range`, which must lie within the object.
        package func body(_ range: Range<Int64>) -> ObjectBody {
            ObjectBody(file, range.clamped(to: 0..<info.size), threads)
        }
    }

    /// What a file and its sidecar say about an object.
    struct Found: Sendable {
        let file: OpenFile
        let stamp: FileStamp
        /// Nil when nothing is known of this state of the file.
        let metadata: ObjectMetadata?
    }

    /// Opens an object.
    /// - Throws: `AWSServiceError.noSuchBucket` or `.noSuchKey`, or `FileError`.
    package func read(bucket: String, key: String) async throws -> Reading {
        guard let reading = try await readIfPresent(bucket: bucket, key: key) else {
            throw AWSServiceError.noSuchKey(key)
        }
        return reading
    }

    /// Opens an object; nil when there is none.
    /// - Throws: `AWSServiceError.noSuchBucket`, or `FileError`.
    package func readIfPresent(bucket: String, key: String) async throws -> Reading? {
        guard let found = try await threads.run({ try find(bucket: bucket, key: key) }) else { return nil }
        return Reading(try await info(found, bucket: bucket, key: key), found.file, threads)
    }

    /// What is known of an object that was found; if that is nothing, its bytes are read, which may take long.
    func info(_ found: Found, bucket: String, key: String) async throws -> ObjectInfo {
        if let metadata = found.metadata { return ObjectInfo(key: key, stamp: found.stamp, metadata: metadata) }
        let metadata = try await describe(found, bucket: bucket, key: key)
        return ObjectInfo(key: key, stamp: found.stamp, metadata: metadata)
    }

    /// The file of an object and its metadata, as far as they are known; nil when there is none; blocks.
    func find(bucket: String, key: String) throws -> Found? {
        // A name that no bucket can have might lead out of the folder.
        guard BucketName.isValid(bucket) else { throw AWSServiceError.noSuchBucket(bucket) }
        let paths = layout.paths(bucket: bucket, key: key)
        let found = try locks.withLock(bucket) { try find(paths) }
        if found == nil { try requireBucket(bucket) }
        return found
    }

    /// The file of an object and its metadata, as far as they are known; blocks.
    ///
    /// The bucket's lock must be held.
    func find(_ paths: ObjectPaths) throws -> Found? {
        guard
            let (file, status) = try OpenFile.forReading(paths.file) ?? OpenFile.forReading(paths.fileBesideFolder)
        else { return nil }
        // A crash may have come between the two renames of a write; then the next sidecar is the right one.
        let sidecars = [paths.sidecar, paths.nextSidecar].lazy.compactMap { Sidecar.read($0) }
        return Found(
            file: file,
            stamp: status.stamp,
            metadata: sidecars.first { $0.stamp == status.stamp }?.object
        )
    }

    /// Reads a file of which nothing is known to its end, and keeps what was learned beside it.
    private func describe(_ found: Found, bucket: String, key: String) async throws -> ObjectMetadata {
        var digest = ObjectDigest()
        for try await piece in ObjectBody(found.file, 0..<found.stamp.size, threads) {
            digest = try await threads.run { [digest] in
                var next = digest
                unsafe piece.withUnsafeReadableBytes { unsafe next.update($0) }
                return next
            }
        }
        let metadata = digest.metadata
        try await threads.run { try keep(metadata, of: found, bucket: bucket, key: key) }
        return metadata
    }

    /// Writes the sidecar of a file that has none, unless the file has changed since.
    private func keep(_ metadata: ObjectMetadata, of found: Found, bucket: String, key: String) throws {
        guard try found.file.status().stamp == found.stamp else { return }
        let draft = try Sidecar(stamp: found.stamp, object: metadata).write(to: draftPath())
        let paths = layout.paths(bucket: bucket, key: key)
        try locks.withLock(bucket) {
            guard let current = try find(paths), current.stamp == found.stamp, current.metadata == nil else {
                try Folder.removeFile(draft.path)
                return
            }
            try Folder.makeAll(Folder.parent(of: paths.sidecar))
            try Folder.rename(draft.path, to: paths.sidecar)
        }
    }
}
