import SluiceModel
import SluiceWire
import Testing

@testable import SluiceLocal

@Suite("Bodies that S3 receives")
struct S3PayloadTests {
    /// "Signature calculations for the authorization header: multiple chunks", as one whole request.
    @Test("the documented signed aws-chunked upload is verified and stored")
    func documentedUpload() async throws {
        let calls = try await S3Calls()
        let headers = [
            "host": "s3.amazonaws.com", "content-encoding": "aws-chunked", "content-length": "66824",
            "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "x-amz-date": "20130524T000000Z",
            "x-amz-decoded-content-length": "66560", "x-amz-storage-class": "REDUCED_REDUNDANCY",
            "authorization":
                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class,Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
        ]
        let request = SignableRequest(
            method: "PUT",
            rawPath: "/examplebucket/chunkObject.txt",
            rawQuery: nil,
            headers: headers.map { (name: $0.key, value: $0.value) }
        )
        let verifier = SignatureVerifier(region: nil) { _ in "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" }
        let now = try #require(Timestamp(iso8601Basic: "20130524T000000Z"))
        let verified = try verifier.verify(request, bodyHash: nil, at: now)
        _ = try await calls.temporary.store.createBucketIfMissing("examplebucket", at: now)
        var body: [UInt8] = []
        for (size, signature) in [
            (65_536, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648"),
            (1024, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497"),
            (0, "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9"),
        ] {
            body += Array("\(String(size, radix: 16));chunk-signature=\(signature)\r\n".utf8)
            body += [UInt8](repeating: UInt8(ascii: "a"), count: size) + Array("\r\n".utf8)
        }
        let put = try await calls.send(
            "PUT",
            "/examplebucket/chunkObject.txt",
            headers,
            body: body,
            payload: verified.payload,
            verified: verified
        )
        #expect(put.status == 200)
        let get = try await calls.send("GET", "/examplebucket/chunkObject.txt")
        #expect(get.body == String(repeating: "a", count: 66_560))
        #expect(get.header("content-encoding") == nil)
        #expect(get.header("x-amz-storage-class") == "REDUCED_REDUNDANCY")
        body[100] = UInt8(ascii: "b")
        let forged = try await calls.send(
            "PUT",
            "/examplebucket/forged",
            headers,
            body: body,
            payload: verified.payload,
            verified: verified
        )
        #expect(forged.status == 403)
        #expect(try await calls.send("HEAD", "/examplebucket/forged").status == 404)
    }

    private static let framed = [
        "content-encoding": "gzip,aws-chunked", "x-amz-trailer": "x-amz-checksum-crc32",
        "x-amz-decoded-content-length": "5",
    ]

    @Test("an unsigned aws-chunked upload with a checksum in its trailer is stored without the framing")
    func trailer() async throws {
        let calls = try await S3Calls()
        let put = try await calls.send(
            "PUT",
            "/bucket/k",
            Self.framed,
            body: Array("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n".utf8),
            payload: .unsignedChunksWithTrailer
        )
        #expect(put.status == 200)
        #expect(put.header("x-amz-checksum-crc32") == "NhCmhg==")
        #expect(put.header("etag") == "\"5d41402abc4b2a76b9719d911017c592\"")
        let get = try await calls.send("GET", "/bucket/k", ["x-amz-checksum-mode": "ENABLED"])
        #expect(get.body == "hello")
        #expect(get.header("content-encoding") == "gzip")
        #expect(get.header("x-amz-checksum-crc32") == "NhCmhg==")
        #expect(get.header("x-amz-checksum-type") == "FULL_OBJECT")
    }

    @Test(
        "a framed body that is not what it says leaves no object",
        arguments: [
            ("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", "BadDigest"),
            ("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n", "InvalidRequest"),
            ("5\r\nhello\r\n0\r\n\r\n", "InvalidRequest"),
            ("4\r\nhell\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", "IncompleteBody"),
            ("5\r\nhello\r\n", "IncompleteBody"),
            ("hello", "IncompleteBody"),
        ]
    )
    func badFraming(body: String, code: String) async throws {
        let calls = try await S3Calls()
        let put = try await calls.send(
            "PUT",
            "/bucket/k",
            Self.framed,
            body: Array(body.utf8),
            payload: .unsignedChunksWithTrailer
        )
        #expect(put.element("Code") == code)
        #expect(try await calls.temporary.keys() == [])
        #expect(try Folder.names(in: calls.temporary.path("uploads/drafts")) == [])
    }

    @Test(
        "a plain body that is not what it says leaves no object",
        arguments: [
            ([:], PayloadHash.sha256(Hashing.emptySHA256), "XAmzContentSHA256Mismatch"),
            (["content-md5": "AAAAAAAAAAAAAAAAAAAAAA=="], .unsigned, "BadDigest"),
            (["content-md5": "AAAA"], .unsigned, "InvalidDigest"),
            (["x-amz-checksum-sha1": "qvTGHdzF6KLavt4PO0gs2a6pQ00="], .unsigned, nil),
            (["x-amz-checksum-sha1": "qvTGHdzF6KLavt4PO0gs2a6pQ10="], .unsigned, "BadDigest"),
            (["x-amz-checksum-sha1": "no"], .unsigned, "InvalidRequest"),
            (["x-amz-checksum-crc32": "NhCmhg==", "x-amz-checksum-crc32c": "mnG7TA=="], .unsigned, "InvalidRequest"),
            (["x-amz-sdk-checksum-algorithm": "CRC32"], .unsigned, "InvalidRequest"),
            (["content-length": "6"], .unsigned, "IncompleteBody"),
            (["content-length": "x"], .unsigned, "MissingContentLength"),
            (["content-length": "5368709121"], .unsigned, "EntityTooLarge"),
            (["x-amz-tagging": "a=b"], .unsigned, "NotImplemented"),
            (["x-amz-storage-class": "NONE"], .unsigned, "InvalidStorageClass"),
            (["x-amz-meta-a": String(repeating: "v", count: 2048)], .unsigned, "MetadataTooLarge"),
        ] as [([String: String], PayloadHash, String?)]
    )
    func badBody(headers: [String: String], payload: PayloadHash, code: String?) async throws {
        let calls = try await S3Calls()
        let put = try await calls.send("PUT", "/bucket/k", headers, body: Array("hello".utf8), payload: payload)
        #expect(put.element("Code") == code)
        #expect(try await calls.temporary.keys() == (code == nil ? ["k"] : []))
    }
}
