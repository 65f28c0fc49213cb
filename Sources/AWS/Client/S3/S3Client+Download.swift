import Crypto
import NIOCore
import NIOPosix
import SluiceWire

extension S3Client {
    /// Fetches an object of any size into a file, with little memory.
    ///
    /// Large objects come in parallel ranges, all of the version that HEAD saw. What arrived is checked against the
    /// object's checksum, or against its entity tag when that is an MD5. The file's space is taken before anything is
    /// fetched; a file that did not come whole is removed.
    /// - Throws: `AWSServiceError` (404 when there is none, 412 when it changed on the way),
    ///   `AWSClientError.corrupted`, `FileError`, or what `AWSClient` throws.
    package func download(bucket: String, key: String, to path: String) async throws {
        let head = try await headObject(bucket: bucket, key: key)
        let file = try PositionedFile(creating: path, size: head.size)
        do {
            try await fetchAll(head, bucket, key, into: file)
            try await verify(path, head, key)
        } catch {
            PositionedFile.remove(path)
            throw error
        }
    }

    private func fetchAll(
        _ head: S3ObjectHead,
        _ bucket: String,
        _ key: String,
        into file: PositionedFile
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, range) in TransferPlan.pieces(of: head.size).enumerated() {
                if index >= TransferPlan.piecesAtOnce { try await group.next() }
                group.addTask { try await fetch(range, of: head, bucket, key, into: file) }
            }
            try await group.waitForAll()
        }
    }

    private func fetch(
        _ range: Range<Int64>,
        of head: S3ObjectHead,
        _ bucket: String,
        _ key: String,
        into file: PositionedFile
    ) async throws {
        var call = try call("GET", bucket: bucket, key: key)
        call.headers = [(name: "if-match", value: head.etag)]
        let isWhole = range.count == Int(head.size)
        if !isWhole {
            let bytes = ByteRange.from(first: range.lowerBound, last: range.upperBound - 1)
            call.headers.append((name: "range", value: bytes.header))
        }
        try await send(call) { response in
            // A server that does not know ranges would send the whole object in place of each.
            guard isWhole || response.status == 206 else {
                throw AWSClientError.badAnswer("\(key): a range was asked for and everything came")
            }
            try await write(response.body, range, key, into: file)
        }
    }

    private func write(
        _ body: ResponseBody,
        _ range: Range<Int64>,
        _ key: String,
        into file: PositionedFile
    ) async throws {
        var offset = range.lowerBound
        for try await piece in body {
            let (bytes, place) = (Array(piece.readableBytesView), offset)
            offset += Int64(bytes.count)
            guard offset <= range.upperBound else { break }
            try await NIOThreadPool.singleton.runIfActive { try file.write(bytes, at: place) }
        }
        guard offset == range.upperBound else {
            throw AWSClientError.corrupted("\(key): \(offset - range.lowerBound) bytes came, not \(range.count)")
        }
    }

    /// Checks what is in the file, not only what came over the wire.
    private func verify(_ path: String, _ head: S3ObjectHead, _ key: String) async throws {
        var pieces = FileSlice(path: path, offset: 0, length: head.size).makeAsyncIterator()
        if let checksum = head.checksum {
            var found = StreamingChecksum(checksum.algorithm)
            while let piece = try await pieces.nextBytes() { found.update(piece) }
            guard found.value == checksum else {
                throw AWSClientError.corrupted("\(key): its \(checksum.algorithm.rawValue) does not match")
            }
        } else if let tag = head.md5 {
            var md5 = Insecure.MD5()
            while let piece = try await pieces.nextBytes() { md5.update(data: piece) }
            guard Hashing.hex(md5.finalize()) == tag else {
                throw AWSClientError.corrupted("\(key): its MD5 does not match its entity tag")
            }
        }
    }
}
