import NIOCore
import SluiceAWS
import SluiceModel
import SluiceWire
import Synchronization
import Testing

@Suite("S3 uploads")
struct S3UploadTests {
    @Test("a small file is one PUT whose hash the signature covers over HTTP", arguments: [0, 1, 600_000])
    func small(size: Int) async throws {
        let folder = try TemporaryFolder()
        let bytes = [UInt8](repeating: 7, count: size)
        let path = try folder.file("f", bytes)
        let transport = ScriptedTransport([.status(503), .status(200, headers: ["etag": "\"e\""])])
        let sent = try await S3Client(.test(transport)).upload(file: path, bucket: "b", key: "k", contentType: "a/b")
        #expect(sent == Int64(size))
        #expect(transport.requests.count == 2)
        let request = try #require(transport.requests.last)
        #expect(request.method == "PUT")
        #expect(request.header("content-length") == String(size))
        #expect(request.header("x-amz-content-sha256") == Hashing.sha256Hex(bytes))
        #expect(request.header("x-amz-checksum-crc32") == ChecksumValue.of(bytes, .crc32).base64)
        #expect(try await Self.body(request) == bytes)
    }

    @Test("over TLS the file is not read for the signature")
    func unsigned() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("f", [1])
        let transport = ScriptedTransport([.status(200, headers: ["etag": "\"e\""])])
        let aws = AWSClient.test(transport, environment: ["AWS_ENDPOINT_URL": "https://s3.example"])
        try await S3Client(aws).upload(file: path, bucket: "b", key: "k", contentType: "a/b")
        #expect(transport.requests.first?.header("x-amz-content-sha256") == "UNSIGNED-PAYLOAD")
    }

    @Test("a file that is not there is named")
    func missing() async throws {
        let s3 = S3Client(.test(ScriptedTransport([.status(200)])))
        await #expect(throws: FileError.unusable(path: "/no/file", reason: "No such file or directory")) {
            try await s3.upload(file: "/no/file", bucket: "b", key: "k", contentType: "a/b")
        }
    }

    private static func body(_ request: TransportRequest) async throws -> [UInt8] {
        guard case .file(let slice) = request.body else { return request.bytes }
        var bytes: [UInt8] = []
        for try await piece in slice { bytes += Array(piece.readableBytesView) }
        return bytes
    }

    private static let created = """
        <InitiateMultipartUploadResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Bucket>b</Bucket><Key>k</Key>\
        <UploadId>up/1</UploadId></InitiateMultipartUploadResult>
        """
    private static let completed = """
        <CompleteMultipartUploadResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Location>l</Location>\
        <Bucket>b</Bucket><Key>k</Key><ETag>"e-5"</ETag></CompleteMultipartUploadResult>
        """

    /// Answers a multipart upload; `complete` answers the attempts to complete it.
    private static func server(
        part: @escaping @Sendable (Int) throws -> TransportResponse = { .make(200, ["etag": "\"part\($0)\""]) },
        complete: [Answer] = [.status(200, body: completed)]
    ) -> ScriptedTransport {
        let completions = Mutex(0)
        return ScriptedTransport { request, _ in
            let query = request.url.split(separator: "?").last.map(String.init) ?? ""
            switch (request.method, query.prefix(8)) {
            case ("POST", "uploads="): return .make(200, [:], Array(created.utf8))
            case ("PUT", "partNumb"): return try part(Int(query.prefix { $0 != "&" }.filter(\.isNumber)) ?? 0)
            case ("POST", "uploadId"):
                let number = completions.withLock { number in
                    number += 1
                    return number - 1
                }
                return try complete[min(number, complete.count - 1)].response()
            case ("HEAD", _): return .make(200, ["etag": "\"e-5\"", "content-length": String(size)])
            default: return .make(204)
            }
        }
    }

    /// Five parts, the last of one byte.
    private static let size: UInt64 = (64 << 20) + 1

    private func upload(_ transport: ScriptedTransport) async throws {
        let folder = try TemporaryFolder()
        let path = try folder.zeros("f", size: Self.size)
        try await S3Client(.test(transport)).upload(file: path, bucket: "b", key: "k", contentType: "a/b")
    }

    @Test("from 64 MiB on a file goes in parts with a checksum each, and one of the whole")
    func multipart() async throws {
        let transport = Self.server()
        try await upload(transport)
        let requests = transport.requests
        let create = try #require(requests.first)
        #expect(create.url == "http://127.0.0.1:4566/b/k?uploads=")
        #expect(create.header("x-amz-checksum-algorithm") == "CRC32")
        #expect(create.header("x-amz-checksum-type") == "FULL_OBJECT")
        #expect(create.header("content-type") == "a/b")
        let parts = requests.filter { $0.method == "PUT" }
        #expect(
            Set(parts.map(\.url))
                == Set((1...5).map { "http://127.0.0.1:4566/b/k?partNumber=\($0)&uploadId=up%2F1" })
        )
        #expect(
            parts.compactMap { $0.header("content-length").flatMap(Int.init) }.sorted()
                == [1] + Array(repeating: 16 << 20, count: 4)
        )
        let complete = try #require(requests.last)
        #expect(complete.url == "http://127.0.0.1:4566/b/k?uploadId=up%2F1")
        #expect(complete.header("x-amz-mp-object-size") == String(Self.size))
        // zlib's crc32 of 64 MiB + 1 zeros.
        #expect(complete.header("x-amz-checksum-crc32") == "DAuaeA==")
        let document = try S3XML.decode(S3.CompleteMultipartUpload.self, from: complete.bytes)
        #expect(document.parts.map(\.partNumber) == Array(1...5))
        #expect(document.parts.map(\.eTag) == (1...5).map { "\"part\($0)\"" })
        #expect(document.parts.allSatisfy { $0.checksums[.crc32]?.isEmpty == false })
    }

    @Test("an upload that fails is aborted and says why")
    func abort() async throws {
        let transport = Self.server(part: { number in
            number == 3 ? .make(403) : .make(200, ["etag": "\"e\""])
        })
        let error = await #expect(throws: AWSServiceError.self) { try await upload(transport) }
        #expect(error?.code == "AccessDenied")
        #expect(transport.requests.last?.method == "DELETE")
        #expect(transport.requests.last?.url == "http://127.0.0.1:4566/b/k?uploadId=up%2F1")
    }

    @Test(
        "completing is tried again after an error in a success, and a lost answer is recognised",
        arguments: [
            [
                Answer.status(200, body: "<Error><Code>InternalError</Code><Message/></Error>"),
                .status(200, body: completed),
            ],
            [.failure(.timedOut("x")), .status(404, body: "<Error><Code>NoSuchUpload</Code><Message/></Error>")],
        ]
    )
    func completion(answers: [Answer]) async throws {
        let transport = Self.server(complete: answers)
        try await upload(transport)
        #expect(transport.requests.contains { $0.method == "DELETE" } == false)
    }
}
