import SluiceModel
import SluiceWire
import Testing

@Suite("S3 rules")
struct S3RulesTests {
    @Test(
        "ranges of an object of ten bytes",
        arguments: [
            ("bytes=0-4", 0..<5), ("bytes=5-", 5..<10), ("bytes=-3", 7..<10), ("bytes=-99", 0..<10),
            ("bytes=9-100", 9..<10), ("Bytes=0-0", 0..<1),
        ] as [(String, Range<Int64>)]
    )
    func ranges(header: String, expected: Range<Int64>) {
        #expect(ByteRange(header)?.resolve(size: 10) == expected)
    }

    @Test("ranges that no byte satisfies", arguments: ["bytes=10-", "bytes=10-20", "bytes=-0"])
    func unsatisfiable(header: String) throws {
        #expect(try #require(ByteRange(header)).resolve(size: 10) == nil)
    }

    @Test("an empty object satisfies no range", arguments: ["bytes=0-", "bytes=-1"])
    func emptyObject(header: String) throws {
        #expect(try #require(ByteRange(header)).resolve(size: 0) == nil)
    }

    @Test(
        "headers that are passed over",
        arguments: ["bytes=4-2", "bytes=a-b", "bytes=", "bytes=-", "items=0-1", "bytes=0-1,3-4", "bytes=+1-2", "0-1"]
    )
    func ignored(header: String) {
        #expect(ByteRange(header) == nil)
    }

    @Test("a tag is the same with quotes, without, and weak")
    func tags() {
        #expect(EntityTag("\"abc\"") == EntityTag("abc"))
        #expect(EntityTag("W/\"abc\"") == EntityTag("abc"))
        #expect(EntityTag("abc").quoted == "\"abc\"")
        #expect(EntityTag("abc-2").isMultipart)
    }

    /// Two parts of five MiB of zeros and one of "hello"; computed with Python's hashlib.
    @Test("the tag of a multipart object is the MD5 of the parts' MD5s with their count")
    func multipartTag() {
        let zeros = EntityTag("5f363e0e58a95f06cbe9bbc662c5dfb6")
        let hello = EntityTag("5d41402abc4b2a76b9719d911017c592")
        #expect(EntityTag.multipart([zeros, zeros, hello])?.value == "7b51c7379708916a72312fc41eec64fc-3")
        #expect(EntityTag.multipart([EntityTag("zz")]) == nil)
    }

    private static let tag = EntityTag("a")
    private static let changed = Timestamp(nanoseconds: 1_000_000_500_000_000)
    private static let before = Timestamp(nanoseconds: 999_999_000_000_000).httpDate
    private static let same = changed.httpDate
    private static let after = Timestamp(nanoseconds: 1_000_001_000_000_000).httpDate

    @Test(
        "conditions of reads",
        arguments: [
            ([:], .proceed),
            (["if-match": "\"a\""], .proceed),
            (["if-match": "*"], .proceed),
            (["if-match": "\"x\", \"a\""], .proceed),
            (["if-match": "\"x\""], .failed(condition: "If-Match")),
            (["if-unmodified-since": before], .failed(condition: "If-Unmodified-Since")),
            (["if-unmodified-since": same], .proceed),
            (["if-match": "a", "if-unmodified-since": before], .proceed),
            (["if-none-match": "a"], .notModified),
            (["if-none-match": "*"], .notModified),
            (["if-none-match": "x"], .proceed),
            (["if-modified-since": same], .notModified),
            (["if-modified-since": before], .proceed),
            (["if-none-match": "x", "if-modified-since": after], .proceed),
            (["if-match": "x", "if-none-match": "a"], .failed(condition: "If-Match")),
            (["if-modified-since": "nonsense"], .proceed),
        ] as [([String: String], ReadConditions.Decision)]
    )
    func readConditions(headers: [String: String], expected: ReadConditions.Decision) {
        let conditions = ReadConditions { headers[$0] }
        #expect(conditions.decide(tag: Self.tag, lastModified: Self.changed) == expected)
    }

    @Test(
        "conditions of writes",
        arguments: [
            ([:], nil, .proceed),
            ([:], "a", .proceed),
            (["if-none-match": "*"], nil, .proceed),
            (["if-none-match": "*"], "a", .failed(condition: "If-None-Match")),
            (["if-match": "a"], "a", .proceed),
            (["if-match": "x"], "a", .failed(condition: "If-Match")),
            (["if-match": "a"], nil, .absent),
        ] as [([String: String], String?, WriteConditions.Decision)]
    )
    func writeConditions(headers: [String: String], current: String?, expected: WriteConditions.Decision) throws {
        let conditions = try WriteConditions { headers[$0] }
        #expect(conditions.decide(current: current.map { EntityTag($0) }) == expected)
    }

    @Test("S3 knows no If-None-Match with a tag on writes")
    func writeConditionNotImplemented() {
        #expect(throws: AWSServiceError.headerNotImplemented("If-None-Match")) {
            try WriteConditions { $0 == "if-none-match" ? "\"a\"" : nil }
        }
    }

    @Test(
        "names a bucket can have",
        arguments: ["abc", "a.b-c", "1bucket9", String(repeating: "a", count: 63), "1.2.3"]
    )
    func validNames(name: String) {
        #expect(BucketName.isValid(name))
    }

    @Test(
        "names no bucket can have",
        arguments: [
            "", "ab", String(repeating: "a", count: 64), "Abc", "a_b", "-abc", "abc-", "a..b", ".abc", "192.168.0.1",
            "xn--abc", "abc-s3alias", "a/b", "..", "ab%", "é-bucket",
        ]
    )
    func invalidNames(name: String) {
        #expect(!BucketName.isValid(name))
    }
}
