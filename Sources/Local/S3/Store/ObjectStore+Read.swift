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
        try await threads.run {
            guard let found = try find(bucket: bucket, key: key) else { return nil }
            let metadata = try found.metadata ?? describe(found, bucket: bucket, key: key)
            let info = ObjectInfo(
                key: key,
                size: found.stamp.size,
                lastModified: found.stamp.lastModified,
                metadata: metadata
            )
            return Reading(info, found.file, threads)
        }
    }

    /// What is known of an object; nil when there is none; blocks.
    func info(bucket: String, key: String) throws -> ObjectInfo? {
        guard let found = try find(bucket: bucket, key: key) else { return nil }
        let metadata = try found.metadata ?? describe(found, bucket: bucket, key: key)
        return ObjectInfo(
            key: key,
            size: found.stamp.size,
            lastModified: found.stamp.lastModified,
            metadata: metadata
        )
    }

    private func find(bucket: String, key: String) throws -> Found? {
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

    /// Reads a file of which nothing is known to its end, and keeps what was learned beside it; blocks, maybe for long.
    func describe(_ found: Found, bucket: String, key: String) throws -> ObjectMetadata {
        var digest = ObjectDigest()
        var offset: Int64 = 0
        while true {
            let piece = try found.file.read(at: offset, count: ObjectBody.pieceSize)
            if piece.readableBytes == 0 { break }
            unsafe piece.withUnsafeReadableBytes { unsafe digest.update($0) }
            offset += Int64(piece.readableBytes)
        }
        let metadata = digest.metadata
        // A file that changed meanwhile will be read again.
        guard try found.file.status().stamp == found.stamp else { return metadata }
        let draft = draftPath()
        try Sidecar(stamp: found.stamp, object: metadata).write(to: draft)
        let paths = layout.paths(bucket: bucket, key: key)
        try locks.withLock(bucket) {
            let current = try find(paths)
            guard let current, current.stamp == found.stamp, current.metadata == nil else {
                try Folder.removeFile(draft)
                return
            }
            try Folder.makeAll(Folder.parent(of: paths.sidecar))
            try Folder.rename(draft, to: paths.sidecar)
        }
        return metadata
    }
}
