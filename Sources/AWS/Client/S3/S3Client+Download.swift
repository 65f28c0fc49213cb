import AsyncHTTPClient
import Crypto
import NIOCore
import NIOPosix
import SluiceWire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension S3Client {
    private static let rangeSize: Int64 = 16 << 20
    private static let rangesAtOnce = 4

    /// Fetches an object of any size into a file, with little memory.
    ///
    /// Large objects come in parallel ranges, all of the version that HEAD saw. What arrived is checked against the
    /// object's checksum, or against its entity tag when that is an MD5.
    /// - Throws: `AWSServiceError` (404 when there is none, 412 when it changed on the way), `AWSClientError.corrupted`.
    package func download(bucket: String, key: String, to path: String) async throws {
        let head = try await headObject(bucket: bucket, key: key)
        let file = try FileHandleBox(creating: path, size: head.size)
        let ranges = stride(from: Int64(0), to: head.size, by: Int64.Stride(Self.rangeSize)).map {
            $0..<min(head.size, $0 + Self.rangeSize)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, range) in ranges.enumerated() {
                if index >= Self.rangesAtOnce { try await group.next() }
                group.addTask { try await fetch(range, of: head, bucket, key, into: file) }
            }
            try await group.waitForAll()
        }
        try await verify(path, head, key)
    }

    private func fetch(
        _ range: Range<Int64>,
        of head: S3ObjectHead,
        _ bucket: String,
        _ key: String,
        into file: FileHandleBox
    ) async throws {
        var call = call("GET", bucket: bucket, key: key)
        call.headers = [(name: "if-match", value: head.etag)]
        if range.count < Int(head.size) {
            call.headers.append((name: "range", value: "bytes=\(range.lowerBound)-\(range.upperBound - 1)"))
        }
        let response = try await send(call)
        var offset = range.lowerBound
        for try await piece in response.body {
            let (bytes, at) = (Array(piece.readableBytesView), offset)
            try await NIOThreadPool.singleton.runIfActive { try file.write(bytes, at: at) }
            offset += Int64(bytes.count)
        }
        guard offset == range.upperBound else {
            throw AWSClientError.corrupted("\(key): \(offset - range.lowerBound) of \(range.count) bytes came")
        }
    }

    private func verify(_ path: String, _ head: S3ObjectHead, _ key: String) async throws {
        let slice = FileSlice(path: path, offset: 0, length: head.size)
        if let checksum = head.checksum {
            guard try await Self.checksum(slice, checksum.algorithm) == checksum else {
                throw AWSClientError.corrupted("\(key): its \(checksum.algorithm.rawValue) does not match")
            }
        } else if let tag = EntityTag(head.etag).plainMD5 {
            var md5 = Insecure.MD5()
            for try await piece in slice { md5.update(data: Array(piece.readableBytesView)) }
            guard Hashing.hex(md5.finalize()) == tag else {
                throw AWSClientError.corrupted("\(key): its MD5 does not match its entity tag")
            }
        }
    }
}

extension EntityTag {
    /// The tag's value when it is an MD5 of the whole object; nil for multipart objects and other stores' tags.
    fileprivate var plainMD5: String? {
        value.utf8.count == 32 && value.allSatisfy(\.isHexDigit) ? value.lowercased() : nil
    }
}
