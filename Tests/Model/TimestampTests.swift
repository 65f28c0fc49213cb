import SluiceModel
import Testing

@Suite("Time as text")
struct TimestampTests {
    // Epoch seconds computed with GNU date.
    @Test(
        "RFC 3339 is read and written",
        arguments: [
            ("1970-01-01T00:00:00.000Z", 0), ("2015-08-30T12:36:00.000Z", 1_440_938_160),
            ("2024-02-29T23:59:59.000Z", 1_709_251_199), ("2000-03-01T00:00:00.000Z", 951_868_800),
            ("1969-12-31T23:59:59.000Z", -1), ("2100-03-01T00:00:00.000Z", 4_107_542_400),
        ]
    )
    func rfc3339(text: String, seconds: Int64) {
        #expect(Timestamp(seconds: seconds).rfc3339 == text)
        #expect(Timestamp(rfc3339: text) == Timestamp(seconds: seconds))
    }

    @Test("offsets and fractions count")
    func offsets() {
        #expect(Timestamp(rfc3339: "2015-08-30T14:36:00+02:00") == Timestamp(seconds: 1_440_938_160))
        #expect(Timestamp(rfc3339: "1970-01-01T00:00:00.5Z") == Timestamp(milliseconds: 500))
        #expect(Timestamp(rfc3339: "1970-01-01T00:00:00.123456789Z") == Timestamp(nanoseconds: 123_456_789))
    }

    @Test(
        "what is not a time is refused",
        arguments: ["", "2015-08-30", "2015-02-29T00:00:00Z", "2015-13-01T00:00:00Z", "2015-08-30T24:00:00Z", "now"]
    )
    func refused(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test("the forms of AWS and HTTP agree with RFC 3339")
    func otherForms() {
        let time = Timestamp(seconds: 1_440_938_160)
        #expect(time.iso8601Basic == "20150830T123600Z")
        #expect(Timestamp(iso8601Basic: "20150830T123600Z") == time)
        #expect(time.httpDate == "Sun, 30 Aug 2015 12:36:00 GMT")
        #expect(Timestamp(httpDate: "Sun, 30 Aug 2015 12:36:00 GMT") == time)
    }
}

@Suite("Job ids")
struct JobIDTests {
    @Test("fresh ids have 26 characters and sort by time")
    func fresh() {
        var generator = SeededGenerator(seed: 1)
        let ids = (0..<100).map { JobID(at: Timestamp(milliseconds: 1_700_000_000_000 + $0), using: &generator) }
        #expect(ids.allSatisfy { $0.text.count == 26 })
        #expect(ids == ids.sorted())
    }

    @Test("only the safe alphabet is an id", arguments: ["", "a/b", "a b", "ä", String(repeating: "a", count: 65)])
    func refused(text: String) {
        #expect(JobID(text) == nil)
    }
}

@Suite("Object locations")
struct ObjectLocationTests {
    @Test("bucket and key are told apart", arguments: [("s3://b/k", "b", "k"), ("s3://b/a/b c", "b", "a/b c")])
    func read(uri: String, bucket: String, key: String) {
        #expect(ObjectLocation(uri: uri) == ObjectLocation(bucket: bucket, key: key))
        #expect(ObjectLocation(uri: uri)?.uri == uri)
    }

    @Test("other texts are refused", arguments: ["", "s3://", "s3://b", "s3://b/", "s3:///k", "https://b/k"])
    func refused(uri: String) {
        #expect(ObjectLocation(uri: uri) == nil)
    }
}

@Suite("Progress lines")
struct JobProgressTests {
    @Test("a fraction and a message")
    func read() {
        #expect(JobProgress(line: "0.42 almost there") == JobProgress(fraction: 0.42, message: "almost there"))
        #expect(JobProgress(line: "1") == JobProgress(fraction: 1, message: ""))
        #expect(JobProgress(line: "half done") == nil)
        #expect(JobProgress(line: "1.5 too much") == nil)
    }
}
