import Foundation
import SluiceModel
import Testing

@testable import SluiceWorker

@Suite("The notice of a job's end")
struct EndNoticeTests {
    private static let every = JobNotifications(topicARN: "arn", onlyFailures: false)
    private static let failures = JobNotifications(topicARN: "arn", onlyFailures: true)

    private static func ended(_ state: JobStatus.State, _ error: JobFailure? = nil) throws -> JobStatus {
        var status = JobStatus(
            request: JobRequest(id: try #require(JobID("job-1")), input: ObjectLocation(uri: "s3://b/in")),
            attempt: 2,
            startedAt: Timestamp(nanoseconds: 0),
            task: "t",
            messageID: "m",
            leaseUntil: Timestamp(nanoseconds: 1),
            history: []
        )
        status.status = state
        status.error = error
        return status
    }

    @Test("is there for the ends that the manifest names")
    func wanted() throws {
        let failed = try Self.ended(.failed, JobFailure(cause: .timeout, message: "too long"))
        let succeeded = try Self.ended(.succeeded)
        #expect(EndNotice(failed, bucket: "b", Self.every) != nil)
        #expect(EndNotice(failed, bucket: "b", Self.failures) != nil)
        #expect(EndNotice(succeeded, bucket: "b", Self.every) != nil)
        #expect(EndNotice(succeeded, bucket: "b", Self.failures) == nil)
        #expect(EndNotice(try Self.ended(.processing), bucket: "b", Self.every) == nil)
    }

    @Test("has a subject of at most 100 characters, and attributes to filter by")
    func headings() throws {
        let rejected = try #require(
            EndNotice(try Self.ended(.failed, JobFailure(cause: .rejected, message: "no")), bucket: "b", Self.every)
        )
        #expect(rejected.subject == "Job job-1 was rejected")
        #expect(rejected.attributes == ["status": "failed", "job": "job-1", "cause": "rejected"])
        var status = try Self.ended(.succeeded)
        status.id = try #require(JobID(String(repeating: "x", count: 64)))
        let longest = try #require(EndNotice(status, bucket: "b", Self.every))
        #expect(longest.subject.utf8.count <= 100)
        #expect(longest.attributes.keys.sorted() == ["job", "status"])
    }

    @Test("fits into a notification whatever the job left")
    func size() throws {
        var status = try Self.ended(
            .failed,
            JobFailure(cause: .exitCode, message: String(repeating: "\u{1F6B0}", count: 100_000))
        )
        status.outputs = (0..<10_000).map {
            JobOutput(name: "\($0)" + String(repeating: "\u{1F6B0}", count: 250), bytes: 1, contentType: "a/b")
        }
        status.parameters = ["large": .string(String(repeating: "x", count: 1 << 20))]
        let notice = try #require(EndNotice(status, bucket: "b", Self.every))
        #expect(notice.message.utf8.count < 200_000)
        #expect(notice.outputCount == 10_000)
        #expect(notice.outputs.count == EndNotice.outputLimit)
    }

    @Test("says where the rest is")
    func location() throws {
        let notice = try #require(EndNotice(try Self.ended(.succeeded), bucket: "b", Self.every))
        let document = try JSONDecoder().decode([String: JSONValue].self, from: Data(notice.message.utf8))
        #expect(document["id"] == "job-1")
        #expect(document["status"] == "succeeded")
        #expect(document["attempt"] == 2)
        #expect(document["input"] == "s3://b/in")
        #expect(
            document["location"] == [
                "status": "s3://b/jobs/job-1/status.json", "log": "s3://b/jobs/job-1/log.txt",
                "outputs": "s3://b/jobs/job-1/output/",
            ]
        )
        #expect(document["parameters"] == nil)
    }
}
