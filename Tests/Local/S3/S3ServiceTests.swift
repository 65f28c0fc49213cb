import SluiceModel
import SluiceWire
import Testing

@testable import SluiceLocal

@Suite("What S3 answers")
struct S3ServiceTests {
    private func calls(with text: String, at key: String = "k") async throws -> S3Calls {
        let calls = try await S3Calls()
        try await calls.temporary.write(key, text)
        return calls
    }

    @Test(
        "parts of an object",
        arguments: [
            ("bytes=1-2", 206, "el", "bytes 1-2/5"), ("bytes=-2", 206, "lo", "bytes 3-4/5"),
            ("bytes=0-99", 206, "hello", "bytes 0-4/5"), ("bytes=3-1", 200, "hello", nil),
        ] as [(String, Int, String, String?)]
    )
    func ranges(header: String, status: Int, body: String, range: String?) async throws {
        let calls = try await calls(with: "hello")
        let get = try await calls.send("GET", "/bucket/k", ["range": header])
        #expect(get.status == status)
        #expect(get.body == body)
        #expect(get.header("content-range") == range)
        #expect(get.header("content-length") == String(body.utf8.count))
        let head = try await calls.send("HEAD", "/bucket/k", ["range": header])
        #expect(head.status == status)
        #expect(head.body.isEmpty)
        #expect(head.header("content-length") == String(body.utf8.count))
    }

    @Test("a range outside the object is refused with its size")
    func outside() async throws {
        let get = try await calls(with: "hello").send("GET", "/bucket/k", ["range": "bytes=5-"])
        #expect(get.status == 416)
        #expect(get.element("ActualObjectSize") == "5")
    }

    @Test("a part of an object comes without its checksum, which covers the whole")
    func checksumOfPart() async throws {
        let calls = try await calls(with: "hello")
        let mode = ["x-amz-checksum-mode": "ENABLED"]
        #expect(try await calls.send("GET", "/bucket/k", mode).header("x-amz-checksum-crc64nvme") != nil)
        let part = try await calls.send("GET", "/bucket/k", mode.merging(["range": "bytes=0-1"]) { $1 })
        #expect(part.header("x-amz-checksum-crc64nvme") == nil)
        #expect(try await calls.send("GET", "/bucket/k").header("x-amz-checksum-crc64nvme") == nil)
    }

    @Test("a reader who has it already gets no body")
    func notModified() async throws {
        let calls = try await calls(with: "hello")
        let tag = try #require(try await calls.send("HEAD", "/bucket/k").header("etag"))
        let get = try await calls.send("GET", "/bucket/k", ["if-none-match": tag])
        #expect(get.status == 304)
        #expect(get.body.isEmpty)
        #expect(get.header("etag") == tag)
        let other = try await calls.send("GET", "/bucket/k", ["if-match": "\"x\""])
        #expect(other.status == 412)
        #expect(other.element("Condition") == "If-Match")
    }

    @Test("what we do not have is refused under its name")
    func notImplemented() async throws {
        let calls = try await S3Calls()
        let policy = try await calls.send("GET", "/bucket?policy")
        #expect(policy.status == 501)
        #expect(policy.element("Code") == "NotImplemented")
        #expect(policy.element("Message")?.contains("GetBucketPolicy") == true)
        let acl = try await calls.send("PUT", "/bucket/k", ["x-amz-acl": "public-read"], body: [1])
        #expect(acl.status == 501)
        #expect(try await calls.temporary.keys() == [])
    }

    @Test("an error of HEAD has no body")
    func headError() async throws {
        let head = try await S3Calls().send("HEAD", "/bucket/none")
        #expect(head.status == 404)
        #expect(head.body.isEmpty)
    }

    @Test("every answer names its request")
    func requestID() async throws {
        let calls = try await calls(with: "x")
        for target in ["/bucket/k", "/bucket/none", "/bucket?policy", "/"] {
            #expect(try await calls.send("GET", target).header("x-amz-request-id") == "request-1")
        }
    }

    @Test("the caller of a GET chooses header fields of the answer")
    func overrides() async throws {
        let calls = try await calls(with: "x")
        let get = try await calls.send("GET", "/bucket/k?response-content-type=a%2Fb&response-cache-control=no-store")
        #expect(get.header("content-type") == "a/b")
        #expect(get.header("cache-control") == "no-store")
    }

    @Test("the owner is expected to be ours")
    func expectedOwner() async throws {
        let calls = try await calls(with: "x")
        let wrong = try await calls.send("GET", "/bucket/k", ["x-amz-expected-bucket-owner": "111111111111"])
        #expect(wrong.status == 403)
        let right = try await calls.send("GET", "/bucket/k", ["x-amz-expected-bucket-owner": AWSCall.accountID])
        #expect(right.status == 200)
    }

    @Test("no version is there but the only one")
    func versions() async throws {
        let calls = try await calls(with: "x")
        #expect(try await calls.send("GET", "/bucket/k?versionId=null").status == 200)
        #expect(try await calls.send("GET", "/bucket/k?versionId=1").element("Code") == "NoSuchVersion")
        #expect(try await calls.send("DELETE", "/bucket/k?versionId=1").element("Code") == "NoSuchVersion")
        #expect(try await calls.send("GET", "/bucket?versioning").body.contains("VersioningConfiguration"))
    }

    @Test(
        "where a bucket can be made",
        arguments: [
            ("us-east-1", nil, nil), ("us-east-1", "eu-west-1", "IllegalLocationConstraintException"),
            ("us-east-1", "us-east-1", "InvalidLocationConstraint"), ("eu-west-1", "eu-west-1", nil),
            ("eu-west-1", nil, "IllegalLocationConstraintException"),
        ] as [(String, String?, String?)]
    )
    func locations(region: String, constraint: String?, code: String?) async throws {
        let calls = try await S3Calls(region: region)
        let body = try constraint.map {
            try S3XML.encode(S3.CreateBucketConfiguration(locationConstraint: $0))
        }
        let created = try await calls.send("PUT", "/fresh", body: body ?? [])
        #expect(created.element("Code") == code)
        guard code == nil else { return }
        #expect(created.header("location") == "/fresh")
        let again = try await calls.send("PUT", "/fresh", body: body ?? [])
        #expect(again.element("Code") == (region == "us-east-1" ? nil : "BucketAlreadyOwnedByYou"))
    }

    @Test("two spellings of one text are two keys")
    func spellings() async throws {
        let calls = try await calls(with: "composed", at: "\u{e9}")
        #expect(try await calls.send("GET", "/bucket/e%CC%81").status == 404)
        let copy = try await calls.send("PUT", "/bucket/e%CC%81", ["x-amz-copy-source": "bucket/%C3%A9"])
        #expect(copy.status == 200)
        #expect(try await calls.temporary.keys().count == 2)
    }

    @Test("a batch delete tells what it did, unless asked to be quiet")
    func batchDelete() async throws {
        let calls = try await calls(with: "x")
        let body = try S3XML.encode(
            S3.Delete(objects: [.init(key: "k"), .init(key: "none"), .init(key: "v", versionID: "1")])
        )
        let refused = try await calls.send("POST", "/bucket?delete", body: body)
        #expect(refused.element("Code") == "InvalidRequest")
        let checksum = ["x-amz-checksum-crc32": ChecksumValue.of(body, .crc32).base64]
        let answer = try await calls.send("POST", "/bucket?delete", checksum, body: body)
        let result = try S3XML.decode(S3.DeleteResult.self, from: answer.body.utf8)
        #expect(result.deleted.map(\.key) == ["k", "none"])
        #expect(result.errors.map(\.code) == ["NoSuchVersion"])
        #expect(try await calls.temporary.keys() == [])
    }
}
