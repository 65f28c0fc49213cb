import SluiceModel
import SluiceWorker
import Testing

@Suite("The three forms of a message")
struct JobMessageTests {
    private let messageID = "5fea7756-0ea4-451a-a703-a558b933e274"

    private func read(_ body: String) throws -> JobMessage {
        try JobMessage(body: body, messageID: messageID, sentAt: Timestamp(seconds: 5))
    }

    @Test("a job with its id and parameters")
    func json() throws {
        let message = try read(#"{"id":"abc","input":"s3://b/k","parameters":{"x":[1,2.5,"y",null,true]}}"#)
        let request = JobRequest(
            id: try #require(JobID("abc")),
            input: ObjectLocation(bucket: "b", key: "k"),
            parameters: ["x": [1, .number(2.5), "y", .null, true]],
            submittedAt: Timestamp(seconds: 5)
        )
        #expect(message == .job(request))
    }

    @Test("a bare location takes its id from the message")
    func location() throws {
        guard case .job(let request) = try read(" s3://bucket/a key/with spaces.csv\n") else {
            Issue.record("not a job")
            return
        }
        #expect(request.input == ObjectLocation(bucket: "bucket", key: "a key/with spaces.csv"))
        #expect(request.id.text == messageID)
    }

    // The shape and the key encoding are those of the S3 user guide's event message structure.
    private func event(_ keys: [String]) -> String {
        let records = keys.map {
            #"{"eventVersion":"2.1","eventSource":"aws:s3","s3":{"bucket":{"name":"b"},"object":{"key":"\#($0)","size":1}}}"#
        }
        return #"{"Records":[\#(records.joined(separator: ","))]}"#
    }

    @Test("an S3 event with one record is a job, its key decoded")
    func oneRecord() throws {
        guard case .job(let request) = try read(event(["uploads/a+b%2Bc%C3%A4.csv"])) else {
            Issue.record("not a job")
            return
        }
        #expect(request.input?.key == "uploads/a b+cä.csv")
    }

    @Test("an S3 event with several records is several jobs with ids that stay the same")
    func severalRecords() throws {
        guard case .several(let jobs) = try read(event(["one", "two"])) else {
            Issue.record("not several")
            return
        }
        #expect(jobs.map(\.id.text) == ["\(messageID)-1", "\(messageID)-2"])
        #expect(try read(event(["one", "two"])) == .several(jobs))
    }

    @Test("the test event of S3 asks for nothing")
    func testEvent() throws {
        guard case .nothing = try read(#"{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"b"}"#) else {
            Issue.record("not nothing")
            return
        }
    }

    @Test(
        "what is not a job is refused with its reason",
        arguments: [
            ("hello", JobMessageError.notJSON), ("[1]", .notAnObject), (#"{"input":"s3://b/k"}"#, .missingField("id")),
            ("s3://bucket", .badLocation("s3://bucket")),
            (#"{"Records":[{"s3":{}}]}"#, .badRecord(index: 0, "it has no s3.bucket.name and s3.object.key")),
        ]
    )
    func refused(body: String, error: JobMessageError) {
        #expect(throws: error) { try read(body) }
    }
}
