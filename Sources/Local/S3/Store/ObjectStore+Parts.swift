import SluiceModel
import SluiceWire

extension ObjectStore {
    /// Makes a filled draft a part of an upload, in place of one with the same number, and returns once it is on disk.
    ///
    /// The closure checks what came; when it throws, nothing is stored.
    func commitPart(
        _ draft: ObjectDraft,
        number: Int,
        of upload: MultipartUpload,
        check: @escaping @Sendable (ObjectDraft.Summary) throws -> Void
    ) async throws -> StoredPartRecord {
        let (record, recordFile) = try await threads.run {
            let summary = try draft.finish()
            try check(summary)
            let part = MultipartAssembly.StoredPart(
                number: number,
                tag: summary.tag,
                size: summary.stamp.size,
                checksum: summary.checksums.first?.base64
            )
            let record = StoredPartRecord(stamp: summary.stamp, part: part)
            return (record, try JSONFile.write(record, to: draftPath()))
        }
        do {
            try await threads.runAll([{ try draft.file.synchronize() }, { try recordFile.synchronize() }])
            try await threads.run { try place(draft.path, recordFile.path, number, upload) }
        } catch {
            _ = try? Folder.removeFile(recordFile.path)
            throw error
        }
        return record
    }

    private func place(_ draft: String, _ record: String, _ number: Int, _ upload: MultipartUpload) throws {
        let path = layout.part(number, of: upload.id)
        try locks.withLock(upload.bucket) {
            _ = try requireUpload(upload.id, bucket: upload.bucket, key: upload.key)
            // As with objects: at every moment one of the records speaks of the file that is there.
            try Folder.rename(record, to: "\(path).next.json")
            try Folder.rename(draft, to: path)
            try Folder.rename("\(path).next.json", to: "\(path).json")
        }
        try Folder.synchronize(layout.upload(upload.id))
    }

    /// The parts of an upload by number.
    /// - Throws: `FileError`.
    func parts(of upload: MultipartUpload) async throws -> [Int: StoredPartRecord] {
        try await threads.run { try storedParts(of: upload.id) }
    }

    /// The parts of an upload by number; blocks.
    func storedParts(of id: String) throws -> [Int: StoredPartRecord] {
        var parts: [Int: StoredPartRecord] = [:]
        for name in try Folder.names(in: layout.upload(id)) where name.hasSuffix(".json") {
            let stem = name.hasSuffix(".next.json") ? name.dropLast(".next.json".count) : name.dropLast(".json".count)
            guard stem.hasPrefix("part-"), let number = Int(stem.dropFirst("part-".count)),
                let status = try FileStatus.at(layout.part(number, of: id)),
                let record = try? JSONFile.read(StoredPartRecord.self, from: "\(layout.upload(id))/\(name)"),
                record.stamp == status.stamp
            else { continue }
            parts[number] = record
        }
        return parts
    }
}
