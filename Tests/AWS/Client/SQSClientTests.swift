import NIOCore
import SluiceAWS
import SluiceModel
import SluiceWire
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Requests and answers have the form that was recorded from boto3 and from AWS.
@Suite("SQS client")
struct SQSClientTests {
    private static let url = "http://127.0.0.1:4566/000000000000/q"

    private func json(_ request: TransportRequest?) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(try #require(request).bytes))
    }

    @Test("a call is a signed POST to the root that names its operation in a header")
    func request() async throws {
        let transport = ScriptedTransport([.status(200)])
        try await SQSClient(.test(transport)).deleteMessage(queueURL: Self.url, receiptHandle: "r")
        let request = try #require(transport.requests.first)
        #expect(request.method == "POST")
        #expect(request.url == "http://127.0.0.1:4566/")
        #expect(request.header("x-amz-target") == "AmazonSQS.DeleteMessage")
        #expect(request.header("content-type") == "application/x-amz-json-1.0")
        #expect(request.header("x-amzn-query-mode") == "true")
        #expect(try json(request) == .object(["QueueUrl": .string(Self.url), "ReceiptHandle": .string("r")]))
        try SignatureVerifier.test.verify(request, at: ManualClock.start)
    }

    @Test("an error is read from body and header")
    func error() async throws {
        let transport = ScriptedTransport([
            .status(
                400,
                headers: [
                    "x-amzn-query-error": "AWS.SimpleQueueService.NonExistentQueue;Sender", "x-amzn-requestid": "id",
                ],
                body: #"{"__type": "com.amazonaws.sqs#QueueDoesNotExist", "message": "no such queue"}"#
            )
        ])
        let error = await #expect(throws: AWSServiceError.self) {
            try await SQSClient(.test(transport)).getQueueURL(name: "q")
        }
        #expect(
            error
                == AWSServiceError(
                    "QueueDoesNotExist",
                    "no such queue",
                    status: 400,
                    queryCode: "AWS.SimpleQueueService.NonExistentQueue",
                    requestID: "id"
                )
        )
    }

    @Test("an error that is no JSON keeps its status and what it says")
    func proxyError() async throws {
        let transport = ScriptedTransport([.status(413, body: "<html>too large</html>")])
        let error = await #expect(throws: AWSServiceError.self) {
            try await SQSClient(.test(transport)).purgeQueue(queueURL: Self.url)
        }
        #expect(error == AWSServiceError("HTTP413", "<html>too large</html>", status: 413))
    }

    @Test("a receive may take as long as it waits, and finds no messages in an answer without any")
    func receive() async throws {
        let transport = ScriptedTransport([.status(200, body: "{}")])
        let messages = try await SQSClient(.test(transport)).receiveMessages(
            queueURL: Self.url,
            maximum: 10,
            waitSeconds: 20,
            visibilityTimeout: 30
        )
        #expect(messages.isEmpty)
        let request = try #require(transport.requests.first)
        #expect(request.timeout > .seconds(20))
        let expected: [String: JSONValue] = [
            "QueueUrl": .string(Self.url), "MaxNumberOfMessages": 10, "WaitTimeSeconds": 20, "VisibilityTimeout": 30,
            "MessageSystemAttributeNames": ["All"], "MessageAttributeNames": ["All"],
        ]
        #expect(try json(request) == .object(expected))
    }

    /// The MD5 of "hello" is published in many places, RFC 1321 among the sources of the algorithm.
    private static let md5OfHello = "5d41402abc4b2a76b9719d911017c592"

    @Test("a received body is checked against its MD5", arguments: [("hello", true), ("hellO", false)])
    func receivedDigest(body: String, isGood: Bool) async throws {
        let answer = """
            {"Messages": [{"MessageId": "m", "ReceiptHandle": "r", "Body": "\(body)",
            "MD5OfBody": "\(Self.md5OfHello)", "Attributes": {"ApproximateReceiveCount": "2"}}]}
            """
        let sqs = SQSClient(.test(ScriptedTransport([.status(200, body: answer)])))
        func receive() async throws -> [SQS.Message] {
            try await sqs.receiveMessages(queueURL: Self.url, maximum: 1, waitSeconds: 0, visibilityTimeout: nil)
        }
        if isGood {
            #expect(try await receive().first?.Attributes == ["ApproximateReceiveCount": "2"])
        } else {
            await #expect(throws: AWSClientError.self) { try await receive() }
        }
    }

    @Test(
        "what the queue says it has is compared with what was sent",
        arguments: [
            (md5OfHello, nil, true), ("0", nil, false), (md5OfHello, "0", false),
            // Computed with boto3's own rule (length, name, length, type, 1, length, value).
            (md5OfHello, "a512aac9938034acb0b3c3d965944bf1", true),
        ] as [(String, String?, Bool)]
    )
    func sentDigest(body: String, attributes: String?, isGood: Bool) async throws {
        let digest = attributes.map { #", "MD5OfMessageAttributes": "\#($0)""# } ?? ""
        let answer = #"{"MessageId": "m", "MD5OfMessageBody": "\#(body)"\#(digest)}"#
        let sqs = SQSClient(.test(ScriptedTransport([.status(200, body: answer)])))
        func send() async throws {
            try await sqs.sendMessage(
                queueURL: Self.url,
                body: "hello",
                attributes: ["a": .init(dataType: "String", stringValue: "x")]
            )
        }
        if isGood { try await send() } else { await #expect(throws: AWSClientError.self) { try await send() } }
    }

    @Test("a batch answers for each entry, and an answer for something else is refused")
    func batch() async throws {
        let answer = """
            {"Successful": [{"Id": "a", "MessageId": "m", "MD5OfMessageBody": "\(Self.md5OfHello)"}],
            "Failed": [{"Id": "b", "Code": "InternalError", "Message": "x", "SenderFault": false}]}
            """
        let sqs = SQSClient(.test(ScriptedTransport([.status(200, body: answer)])))
        let entries = [
            SQS.SendMessageBatch.Entry(id: "a", body: "hello"), SQS.SendMessageBatch.Entry(id: "b", body: "hello"),
        ]
        let response = try await sqs.sendMessageBatch(queueURL: Self.url, entries: entries)
        #expect(response.Successful.map(\.MessageId) == ["m"])
        #expect(response.Failed?.map(\.Id) == ["b"])
        await #expect(throws: AWSClientError.self) {
            try await sqs.sendMessageBatch(queueURL: Self.url, entries: [entries[1]])
        }
    }

    @Test("queues are listed page by page")
    func list() async throws {
        let transport = ScriptedTransport([
            .status(200, body: #"{"QueueUrls": ["u1", "u2"], "NextToken": "n"}"#),
            .status(200, body: #"{"QueueUrls": ["u3"]}"#),
        ])
        #expect(try await SQSClient(.test(transport)).listQueues(prefix: "u") == ["u1", "u2", "u3"])
        let second = try json(transport.requests.last)
        #expect(second == .object(["QueueNamePrefix": "u", "MaxResults": 1000, "NextToken": "n"]))
    }

    @Test("an answer that is not the operation's is refused")
    func badAnswer() async throws {
        let sqs = SQSClient(.test(ScriptedTransport([.status(200, body: "{}")])))
        await #expect(throws: AWSClientError.self) { try await sqs.createQueue(name: "q") }
    }
}
