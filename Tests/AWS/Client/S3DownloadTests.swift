import Foundation
import SluiceAWS
import SluiceWire
import Testing

@Suite("S3 downloads")
struct S3DownloadTests {
    private static let small = Array("hello".utf8)

    /// What is in the file afterwards; after an error there must be none.
    private func download(_ transport: ScriptedTransport) async throws -> Data {
        let folder = try TemporaryFolder()
        let path = folder.path + "/back"
        do {
            try await S3Client(.test(transport)).download(bucket: "b", key: "k", to: path)
        } catch {
            #expect(!FileManager.default.fileExists(atPath: path), "a damaged file must not stay")
            throw error
        }
        return try Data(contentsOf: URL(filePath: path))
    }

    /// Serves `bytes` as an object, whole or in ranges; `spoil` may replace an answer.
    private static func server(
        _ bytes: [UInt8],
        head: [String: String],
        spoil: @escaping @Sendable (_ number: Int) -> Answer? = { _ in nil }
    ) -> ScriptedTransport {
        ScriptedTransport { request, number in
            if request.method == "HEAD" {
                return .make(200, head.merging(["content-length": String(bytes.count)]) { $1 })
            }
            #expect(request.header("if-match") == head["etag"])
            if let answer = spoil(number) { return try answer.response() }
            let range = request.header("range").flatMap { ByteRange($0)?.resolve(size: Int64(bytes.count)) }
            let wanted = range.map { Int($0.lowerBound)..<Int($0.upperBound) } ?? 0..<bytes.count
            return .make(range == nil ? 200 : 206, [:], Array(bytes[wanted]))
        }
    }

    @Test(
        "what came is checked by checksum, else by an entity tag that is an MD5",
        arguments: [
            (["etag": "\"x\"", "x-amz-checksum-crc32": "NhCmhg=="], true),
            (["etag": "\"x\"", "x-amz-checksum-crc32": "AAAAAA=="], false),
            (["etag": "\"x\"", "x-amz-checksum-sha256": "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="], true),
            (["etag": "\"5d41402abc4b2a76b9719d911017c592\""], true),
            (["etag": "\"5d41402abc4b2a76b9719d911017c593\""], false),
            (["etag": "\"5d41402abc4b2a76b9719d911017c593\"", "x-amz-server-side-encryption": "aws:kms"], true),
            (["etag": "\"5d41402abc4b2a76b9719d911017c592-2\""], true),
        ]
    )
    func verification(head: [String: String], isGood: Bool) async throws {
        let transport = Self.server(Self.small, head: head)
        if isGood {
            #expect(try await download(transport) == Data(Self.small))
        } else {
            await #expect(throws: AWSClientError.self) { try await download(transport) }
        }
    }

    @Test("an empty object needs no GET")
    func empty() async throws {
        let transport = Self.server([], head: ["etag": "\"x\""])
        #expect(try await download(transport).isEmpty)
        #expect(transport.requests.map(\.method) == ["HEAD"])
    }

    @Test("a connection that breaks is taken up again, and the file is whole")
    func broken() async throws {
        let head = ["etag": "\"x\"", "x-amz-checksum-crc32": "NhCmhg=="]
        let transport = Self.server(Self.small, head: head) { $0 == 1 ? .broken(200, body: "hel") : nil }
        #expect(try await download(transport) == Data(Self.small))
    }

    @Test("too few bytes and too many are errors and leave no file", arguments: ["", "hell", "hello!"])
    func wrongLength(body: String) async throws {
        let transport = Self.server(Self.small, head: ["etag": "\"x\""]) { _ in .status(200, body: body) }
        await #expect(throws: AWSClientError.self) { try await download(transport) }
    }

    @Test("an object that changes on the way is an error and leaves no file")
    func changed() async throws {
        let refusal = Answer.status(412, body: "<Error><Code>PreconditionFailed</Code><Message/></Error>")
        let transport = Self.server(Self.small, head: ["etag": "\"x\""]) { _ in refusal }
        let error = await #expect(throws: AWSServiceError.self) { try await download(transport) }
        #expect(error?.status == 412)
    }

    @Test("a large object comes in ranges of 16 MiB of one version")
    func ranges() async throws {
        var bytes = [UInt8](repeating: 0, count: (32 << 20) + 5)
        for index in stride(from: 0, to: bytes.count, by: 4093) { bytes[index] = UInt8(truncatingIfNeeded: index) }
        let checksum = ChecksumValue.of(bytes, .crc32).base64
        let transport = Self.server(bytes, head: ["etag": "\"x\"", "x-amz-checksum-crc32": checksum])
        #expect(try await download(transport) == Data(bytes))
        #expect(
            Set(transport.requests.compactMap { $0.header("range") }) == [
                "bytes=0-16777215", "bytes=16777216-33554431", "bytes=33554432-33554436",
            ]
        )
    }

    @Test("a server that ignores ranges is refused")
    func ignoredRange() async throws {
        let transport = ScriptedTransport { request, _ in
            request.method == "HEAD"
                ? .make(200, ["etag": "\"x\"", "content-length": String(20 << 20)]) : .make(200, [:], [1])
        }
        await #expect(throws: AWSClientError.self) { try await download(transport) }
    }
}
