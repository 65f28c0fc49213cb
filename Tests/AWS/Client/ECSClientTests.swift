import SluiceAWS
import SluiceModel
import SluiceWire
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Requests and answers have the form of the API reference; moto answers the same client in `Tests/Clients`.
@Suite("ECS client")
struct ECSClientTests {
    private func json(_ request: TransportRequest?) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(try #require(request).bytes))
    }

    private static let service = """
        {"serviceName": "demo", "serviceArn": "arn:s", "status": "ACTIVE", "desiredCount": 3, "runningCount": 2, \
        "pendingCount": 1, "taskDefinition": "arn:t", "deployments": [{"id": "d", "status": "PRIMARY", "desiredCount": 3, \
        "runningCount": 2, "pendingCount": 1, "rolloutState": "IN_PROGRESS", "failedTasks": 2}], \
        "events": [{"id": "e", "createdAt": 1767323050.123, "message": "(service demo) has started 1 tasks."}]}
        """

    @Test("a service is read with its deployments and events")
    func describe() async throws {
        let transport = ScriptedTransport([.status(200, body: #"{"services": [\#(Self.service)], "failures": []}"#)])
        let service = try #require(try await ECSClient(.test(transport)).describeService(cluster: "c", service: "demo"))
        #expect(service.desiredCount == 3)
        #expect(service.deployments.first?.failedTasks == 2)
        #expect(service.events.first?.createdAt == Timestamp(milliseconds: 1_767_323_050_123))
        let request = try #require(transport.requests.first)
        #expect(request.header("x-amz-target") == "AmazonEC2ContainerServiceV20141113.DescribeServices")
        #expect(request.header("content-type") == "application/x-amz-json-1.1")
        #expect(try json(request) == ["cluster": "c", "services": ["demo"]])
    }

    @Test("a service that is missing or deleted is nil, another failure is an error")
    func missing() async throws {
        func client(_ body: String) -> ECSClient { ECSClient(.test(ScriptedTransport([.status(200, body: body)]))) }
        let missing = client(#"{"services": [], "failures": [{"arn": "a", "reason": "MISSING"}]}"#)
        #expect(try await missing.describeService(cluster: "c", service: "s") == nil)
        let inactive = Self.service.replacing("ACTIVE", with: "INACTIVE")
        #expect(try await client(#"{"services": [\#(inactive)]}"#).describeService(cluster: "c", service: "s") == nil)
        let broken = client(#"{"services": [], "failures": [{"arn": "a", "reason": "ACCESS"}]}"#)
        await #expect(throws: AWSServiceError.self) {
            try await broken.describeService(cluster: "c", service: "s")
        }
    }

    @Test("only the number of tasks is changed, and never below zero")
    func update() async throws {
        let transport = ScriptedTransport([.status(200, body: #"{"service": \#(Self.service)}"#)])
        let client = ECSClient(.test(transport))
        try await client.setDesiredCount(cluster: "c", service: "demo", 3)
        #expect(try json(transport.requests.first) == ["cluster": "c", "service": "demo", "desiredCount": 3])
        await #expect(throws: AWSClientError.self) {
            try await client.setDesiredCount(cluster: "c", service: "demo", -1)
        }
        #expect(transport.requests.count == 1)
    }

    @Test("tasks are listed page by page and described a hundred at a time")
    func tasks() async throws {
        let arns = (0..<150).map { "arn:\($0)" }
        let list = ScriptedTransport([
            .status(200, body: #"{"taskArns": ["a", "b"], "nextToken": "n"}"#),
            .status(200, body: #"{"taskArns": ["c"]}"#),
        ])
        let found = try await ECSClient(.test(list)).listTasks(cluster: "c", service: "s", desiredStatus: "STOPPED")
        #expect(found == ["a", "b", "c"])
        let one = #"{"taskArn": "a", "lastStatus": "STOPPED", "stoppedReason": "", "containers": [{"name": "w"}]}"#
        let describe = ScriptedTransport([.status(200, body: #"{"tasks": [\#(one)], "failures": []}"#)])
        let tasks = try await ECSClient(.test(describe)).describeTasks(cluster: "c", arns)
        #expect(describe.requests.count == 2)
        #expect(tasks.count == 2)
        #expect(tasks.first?.stoppedReason == nil)
    }
}
