import SluiceManifest
import SluiceModel

extension AppStack {
    static let queue = Reference("Queue")
    static let deadLetterQueue = Reference("DeadLetterQueue")
    private static let queuePolicy = Reference("QueuePolicy")

    /// The queue's ARN, spelled out where the resource itself would make a circle.
    private var queueARN: TemplateText { "arn:\(.partition):sqs:\(.region):\(.account):\(manifest.name)" }

    /// The queue and the one for what nobody could work: encrypted, over TLS only.
    func addQueues(to template: inout Template) {
        template[Self.deadLetterQueue] = Resource(
            "AWS::SQS::Queue",
            [
                "QueueName": .string("\(manifest.name)-dead"), "MessageRetentionPeriod": 1_209_600,
                "SqsManagedSseEnabled": true,
                "RedriveAllowPolicy": ["redrivePermission": "byQueue", "sourceQueueArns": [.text(queueARN)]],
            ],
            deletion: .delete
        )
        template[Self.queue] = Resource(
            "AWS::SQS::Queue",
            [
                "QueueName": .string(manifest.name),
                "VisibilityTimeout": .count(manifest.queue.visibility.wholeSeconds),
                "MessageRetentionPeriod": .count(manifest.queue.retention.wholeSeconds),
                "ReceiveMessageWaitTimeSeconds": 20, "SqsManagedSseEnabled": true,
                "RedrivePolicy": [
                    "deadLetterTargetArn": .ref(Self.deadLetterQueue.arn),
                    "maxReceiveCount": .count(manifest.queue.maxReceiveCount),
                ],
            ],
            deletion: .delete
        )
        let queues = [Self.queue, Self.deadLetterQueue]
        template[Self.queuePolicy] = Resource(
            "AWS::SQS::QueuePolicy",
            [
                "Queues": .array(queues.map { .ref($0) }),
                "PolicyDocument": [PolicyStatement.denyPlain("sqs", on: queues.map { "\($0.arn)" })].document,
            ]
        )
    }
}

extension Duration {
    /// Seconds, rounded up.
    var wholeSeconds: Int { Int(inSeconds.rounded(.up)) }
    /// Days, rounded up.
    var wholeDays: Int { Int((inSeconds / 86_400).rounded(.up)) }
}
