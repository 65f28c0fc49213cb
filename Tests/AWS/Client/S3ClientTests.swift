import NIOCore
import SluiceAWS
import SluiceModel
import SluiceWire
import Testing

/// Requests and answers have the form of AWS's API reference and of recordings of boto3.
@Suite("S3 client")
struct S3ClientTests {
    private static let crc32OfHello = "NhCmhg=="

    @Test(
        "a bucket is in the path at an address, and in the host name elsewhere",
        arguments: [
            ("http://127.0.0.1:4566", "b", "http://127.0.0.1:4566/b/k"),
            ("http://localhost:4566", "b", "http://localhost:4566/b/k"),
            ("http://[::1]:4566", "b", "http://[::1]:4566/b/k"),
            ("https://s3.example", "b", "https://b.s3.example/k"),
            ("https://s3.example", "b.c", "https://s3.example/b.c/k"),
            ("https://s3.example:9000/base", "b", "https://b.s3.example:9000/base/k"),
            ("", "b", "https://b.s3.eu-central-1.amazonaws.com/k"),
        ]
    )
    func addressing(endpoint: String, bucket: String, url: String) async throws {
        let transport = ScriptedTransport([.status(204)])
        let aws = AWSClient.test(transport, environment: ["AWS_ENDPOINT_URL": endpoint])
        try await S3Client(aws).deleteObject(bucket: bucket, key: "k")
        let request = try #require(transport.requests.first)
        #expect(request.method == "DELETE")
        #expect(request.url == url)
        try SignatureVerifier.test.verify(request, at: ManualClock.start)
    }

    @Test(
        "a key is encoded once, and nothing in it is normalised",
        arguments: [
            ("a b/ü+&?#%", "a%20b/%C3%BC%2B%26%3F%23%25"), ("x//y/./../z", "x//y/./../z"), ("/lead", "/lead"),
            ("~_-.!*'()", "~_-.%21%2A%27%28%29"), ("a\nb", "a%0Ab"),
        ]
    )
    func keys(key: String, encoded: String) async throws {
        let transport = ScriptedTransport([.status(204)])
        try await S3Client(.test(transport)).deleteObject(bucket: "b", key: key)
        #expect(transport.requests.first?.url == "http://127.0.0.1:4566/b/\(encoded)")
    }

    @Test("an empty key would mean the bucket itself, so it is refused")
    func emptyKey() async throws {
        let transport = ScriptedTransport([.status(204)])
        await #expect(throws: AWSClientError.self) {
            try await S3Client(.test(transport)).deleteObject(bucket: "b", key: "")
        }
        #expect(transport.requests.isEmpty)
    }

    private func put(
        _ transport: ScriptedTransport,
        _ condition: S3PutCondition? = nil
    ) async throws -> S3PutResult {
        try await S3Client(.test(transport)).putObject(
            bucket: "b",
            key: "k",
            bytes: Array("hello".utf8),
            contentType: "text/plain",
            condition: condition
        )
    }

    @Test("a PUT carries type, checksum, hash and condition")
    func putRequest() async throws {
        let transport = ScriptedTransport([.status(200, headers: ["etag": "\"e\""])])
        #expect(try await put(transport, .ifMatch("\"old\"")) == .stored(etag: "\"e\""))
        #expect(try await put(transport, .ifNoneMatch).etag == "\"e\"")
        let request = try #require(transport.requests.first)
        #expect(request.header("content-type") == "text/plain")
        #expect(request.header("x-amz-checksum-crc32") == Self.crc32OfHello)
        #expect(request.header("x-amz-content-sha256") == Hashing.sha256Hex("hello"))
        #expect(request.header("if-match") == "\"old\"")
        #expect(transport.requests.last?.header("if-none-match") == "*")
    }

    private static func error(_ code: String) -> String {
        "<?xml version=\"1.0\"?><Error><Code>\(code)</Code><Message>m</Message><RequestId>r</RequestId></Error>"
    }

    @Test(
        "a condition that is not met is an outcome, everything else an error",
        arguments: [
            (412, "PreconditionFailed", true), (409, "ConditionalRequestConflict", true), (404, "NoSuchKey", true),
            (409, "OperationAborted", false), (404, "NoSuchBucket", false), (403, "AccessDenied", false),
        ]
    )
    func conditions(status: Int, code: String, isOutcome: Bool) async throws {
        let transport = ScriptedTransport([.status(status, body: Self.error(code))])
        if isOutcome {
            #expect(try await put(transport, .ifNoneMatch) == .conditionNotMet)
            #expect(transport.requests.count == 1)
        } else {
            let error = await #expect(throws: AWSServiceError.self) { try await put(transport, .ifNoneMatch) }
            #expect(error == AWSServiceError(code, "m", status: status, requestID: "r"))
        }
        await #expect(throws: AWSServiceError.self) { try await put(transport) }
    }

    @Test(
        "a conditional write whose first answer was lost recognises its own object",
        arguments: [(crc32OfHello, "5", true), ("AAAAAA==", "5", false), (crc32OfHello, "6", false)]
    )
    func lostAnswer(checksum: String, size: String, isOurs: Bool) async throws {
        let head = ["content-length": size, "etag": "\"e\"", "x-amz-checksum-crc32": checksum]
        let transport = ScriptedTransport([
            .failure(.timedOut("x")), .status(412, body: Self.error("PreconditionFailed")), .status(200, headers: head),
        ])
        #expect(try await put(transport, .ifNoneMatch) == (isOurs ? .stored(etag: "\"e\"") : .conditionNotMet))
        #expect(transport.requests.map(\.method) == ["PUT", "PUT", "HEAD"])
    }

    @Test("an object that is not there is nil, a bucket that is not there is an error")
    func absent() async throws {
        let transport = ScriptedTransport([
            .status(404, body: Self.error("NoSuchKey")), .status(404, body: Self.error("NoSuchBucket")),
        ])
        let s3 = S3Client(.test(transport))
        #expect(try await s3.getObjectIfPresent(bucket: "b", key: "k", limit: 10) == nil)
        await #expect(throws: AWSServiceError.self) {
            try await s3.getObjectIfPresent(bucket: "b", key: "k", limit: 10)
        }
    }

    @Test("a small object is checked, and refused when it is too long")
    func get() async throws {
        func object(_ body: String) -> ScriptedTransport {
            let headers = ["etag": "\"e\"", "content-length": "5", "x-amz-checksum-crc32": Self.crc32OfHello]
            return ScriptedTransport([.status(200, headers: headers, body: body)])
        }
        func get(_ body: String, limit: Int = 5) async throws -> [UInt8]? {
            try await S3Client(.test(object(body))).getObjectIfPresent(bucket: "b", key: "k", limit: limit)?.bytes
        }
        #expect(try await get("hello") == Array("hello".utf8))
        await #expect(throws: AWSClientError.self) { try await get("hellO") }
        await #expect(throws: NIOTooManyBytesError.self) { try await get("hello", limit: 4) }
    }

    @Test(
        "of a HEAD only a checksum of the whole object counts, and only an entity tag that is an MD5",
        arguments: [
            (["x-amz-checksum-crc32": crc32OfHello], crc32OfHello),
            (["x-amz-checksum-crc32": crc32OfHello, "x-amz-checksum-type": "FULL_OBJECT"], crc32OfHello),
            (["x-amz-checksum-crc32": "NhCmhg==-2", "x-amz-checksum-type": "COMPOSITE"], nil),
            (["x-amz-checksum-crc32": "NhCmhg==-2"], nil), ([:], nil),
        ] as [([String: String], String?)]
    )
    func head(headers: [String: String], checksum: String?) async throws {
        let all = headers.merging(["etag": "\"e\"", "content-length": "5"]) { $1 }
        let transport = ScriptedTransport([.status(200, headers: all)])
        let head = try await S3Client(.test(transport)).headObject(bucket: "b", key: "k")
        #expect(head.checksum?.base64 == checksum)
        #expect(head.size == 5)
        #expect(head.contentType == "binary/octet-stream")
        #expect(transport.requests.first?.header("x-amz-checksum-mode") == "ENABLED")
    }

    @Test(
        "a HEAD has no body to say what is wrong, so the status does",
        arguments: [(404, "NoSuchKey"), (403, "AccessDenied")]
    )
    func headError(status: Int, code: String) async throws {
        let s3 = S3Client(.test(ScriptedTransport([.status(status)])))
        let error = await #expect(throws: AWSServiceError.self) { try await s3.headObject(bucket: "b", key: "k") }
        #expect(error?.code == code)
        #expect(error?.status == status)
    }

    private static func page(_ keys: [String], next: String?) -> String {
        let objects = keys.map {
            "<Contents><Key>\($0)</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;e&quot;</ETag>"
                + "<Size>1</Size><StorageClass>STANDARD</StorageClass></Contents>"
        }
        let token = next.map { "<NextContinuationToken>\($0)</NextContinuationToken>" } ?? ""
        return """
            <?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">\
            <Name>b</Name><Prefix>p%20</Prefix>\(token)<KeyCount>\(keys.count)</KeyCount><MaxKeys>1000</MaxKeys>\
            <EncodingType>url</EncodingType><IsTruncated>\(next != nil)</IsTruncated>\(objects.joined())</ListBucketResult>
            """
    }

    @Test("a listing goes on page by page, only as far as it is read, and its keys are decoded")
    func list() async throws {
        let transport = ScriptedTransport([
            .status(200, body: Self.page(["p%20/a", "p+%C3%BC"], next: "t/1")),
            .status(200, body: Self.page([], next: "t2")),
            .status(200, body: Self.page(["p%20/%0A"], next: nil)),
        ])
        let list = S3Client(.test(transport)).listObjects(bucket: "b", prefix: "p ")
        var iterator = list.makeAsyncIterator()
        #expect(try await iterator.next()?.key == "p /a")
        #expect(transport.requests.count == 1)
        #expect(try await iterator.next()?.key == "p ü")
        #expect(try await iterator.next()?.key == "p /\n")
        #expect(try await iterator.next() == nil)
        #expect(try await iterator.next() == nil)
        #expect(
            transport.requests.map(\.url) == [
                "http://127.0.0.1:4566/b?list-type=2&prefix=p%20&encoding-type=url",
                "http://127.0.0.1:4566/b?list-type=2&prefix=p%20&encoding-type=url&continuation-token=t%2F1",
                "http://127.0.0.1:4566/b?list-type=2&prefix=p%20&encoding-type=url&continuation-token=t2",
            ]
        )
    }

    @Test("objects are deleted a thousand at a time, and failures are told")
    func deleteMany() async throws {
        let failure = """
            <DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Error><Key>k7</Key><Code>AccessDenied</Code>\
            <Message>m</Message></Error></DeleteResult>
            """
        let empty = "<DeleteResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"></DeleteResult>"
        let transport = ScriptedTransport([.status(200, body: failure), .status(200, body: empty)])
        let keys = (0..<1001).map { "k\($0)" }
        let failures = try await S3Client(.test(transport)).deleteObjects(bucket: "b", keys: keys)
        #expect(failures.map(\.key) == ["k7"])
        #expect(transport.requests.map(\.url) == Array(repeating: "http://127.0.0.1:4566/b?delete=", count: 2))
        let bodies = try transport.requests.map { try S3XML.decode(S3.Delete.self, from: $0.bytes) }
        #expect(bodies.map(\.objects.count) == [1000, 1])
        #expect(bodies.allSatisfy { $0.quiet == true })
        for request in transport.requests {
            #expect(request.header("x-amz-checksum-crc32") == ChecksumValue.of(request.bytes, .crc32).base64)
        }
    }

    @Test("a presigned URL is the published one")
    func presigned() async throws {
        // "Authenticating requests: using query parameters", S3 API reference.
        let keys = AWSCredentials(
            accessKeyID: "AKIAIOSFODNN7EXAMPLE",
            secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
        )
        let aws = AWSClient.test(
            ScriptedTransport([]),
            environment: ["AWS_ENDPOINT_URL": "https://s3.amazonaws.com", "AWS_REGION": "us-east-1"],
            clock: ManualClock(Timestamp(seconds: 1_369_353_600)),
            credentials: StaticCredentials(keys)
        )
        let url = try await S3Client(aws).presignedURL(
            bucket: "examplebucket",
            key: "test.txt",
            expires: .seconds(86_400)
        )
        #expect(url.hasPrefix("https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&"))
        #expect(
            url.hasSuffix("&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")
        )
        for bad in [Duration.zero, .seconds(604_801)] {
            await #expect(throws: AWSClientError.self) {
                try await S3Client(aws).presignedURL(bucket: "b", key: "k", expires: bad)
            }
        }
    }
}
