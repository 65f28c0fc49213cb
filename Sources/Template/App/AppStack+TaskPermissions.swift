import SluiceManifest
import SluiceModel

extension AppStack {
    /// What Fargate needs before the container runs.
    var executionPermissions: [PolicyStatement] {
        var statements = [
            PolicyStatement.allow(
                "WriteLogs",
                ["logs:CreateLogStream", "logs:PutLogEvents"],
                on: ["\(Self.taskLog.arn)"]
            )
        ]
        statements += PullableImage(of: manifest)?.permissions ?? []
        let secrets = manifest.task.secrets.values.sorted()
        for (id, service, action) in [
            ("ReadSecrets", ":secretsmanager:", "secretsmanager:GetSecretValue"),
            ("ReadParameters", ":ssm:", "ssm:GetParameters"),
        ] {
            let named = secrets.filter { $0.contains(service) }.map(Self.secretARN)
            if !named.isEmpty { statements.append(.allow(id, [action], on: named.map { TemplateText($0) })) }
        }
        return statements
    }

    /// A secret's ARN without the field and version that a container may name after it.
    private static func secretARN(_ reference: String) -> String {
        reference.split(separator: ":", omittingEmptySubsequences: false).prefix(7).joined(separator: ":")
    }

    /// What a worker does: takes jobs, reads inputs, writes results, protects itself.
    var workerPermissions: [PolicyStatement] {
        var statements: [PolicyStatement] = [
            .allow(
                "TakeJobs",
                [
                    "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes",
                    "sqs:SendMessage",
                ],
                on: ["\(Self.queue.arn)"]
            ),
            .allow("LayAsideDeadLetters", ["sqs:SendMessage"], on: ["\(Self.deadLetterQueue.arn)"]),
            .allow("ReadData", ["s3:GetObject"], on: ["\(bucketARN)/*"]),
            .allow(
                "WriteResults",
                ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
                on: ["\(bucketARN)/jobs/*"]
            ),
            // Without it a status that is not there yet is a 403 instead of a 404.
            .allow("SeeWhatIsMissing", ["s3:ListBucket"], on: [bucketARN]),
            .allow(
                "ProtectBusyTasks",
                ["ecs:GetTaskProtection", "ecs:UpdateTaskProtection"],
                on: ["arn:\(.partition):ecs:\(.region):\(.account):task/\(Self.cluster)/*"]
            ),
        ]
        if notifies { statements.append(.allow("TellOfEnds", ["sns:Publish"], on: ["\(Self.jobTopic)"])) }
        return statements
    }
}
