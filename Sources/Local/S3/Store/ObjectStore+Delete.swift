package import SluiceWire

extension ObjectStore {
    /// Deletes an object and returns once that is on disk; it need not be there.
    ///
    /// - Parameters:
    ///   - bucket: Where it is.
    ///   - key: Its key.
    ///   - conditions: What must hold of the object.
    /// - Throws: `AWSServiceError.noSuchBucket` or `.preconditionFailed`, or `FileError`.
    package func delete(bucket: String, key: String, conditions: WriteConditions = .none) async throws {
        let paths = layout.paths(bucket: bucket, key: key)
        try await whenConditionsHold(conditions, bucket: bucket, key: key) {
            // The one beside a folder first: should a crash come between, the object is still there.
            try Folder.removeFile(paths.fileBesideFolder)
            if try FileStatus.at(paths.file)?.kind != .folder { try Folder.removeFile(paths.file) }
            try Folder.removeFile(paths.sidecar)
            try Folder.removeFile(paths.nextSidecar)
            try prune(paths, bucket: bucket)
        }
        try await threads.run {
            // Folders that were pruned are gone from the innermost one that is left.
            let folders = [paths.bucketFolder] + paths.folders
            if let last = try folders.last(where: { try FileStatus.at($0) != nil }) { try Folder.synchronize(last) }
        }
        changes.note(bucket: bucket, key: key)
    }

    /// Removes folders that have become empty, and gives an object that stood aside for one its name back.
    private func prune(_ paths: ObjectPaths, bucket: String) throws {
        for folder in paths.folders.reversed() {
            guard try Folder.removeIfEmpty(folder) else { break }
            let aside = folder + KeyName.itself
            guard try FileStatus.at(aside) != nil else { continue }
            try Folder.rename(aside, to: folder)
            break
        }
        var folder = Folder.parent(of: paths.sidecar)
        while try folder.utf8.count > layout.metadata(of: bucket).utf8.count && Folder.removeIfEmpty(folder) {
            folder = Folder.parent(of: folder)
        }
    }
}
