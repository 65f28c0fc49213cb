import SluiceManifest
import SluiceModel

extension AppStack {
    static let accessLog = Reference("ApiAccessLog")
    private static let executionLog = Reference("ApiExecutionLog")

    /// The access log, the log of failed executions, and the role that API Gateway writes them with.
    /// - Returns: What the stage needs first.
    func addLogging(to template: inout Template) -> [Reference] {
        template[Self.accessLog] = Resource(
            "AWS::Logs::LogGroup",
            [
                "LogGroupName": .string("/sluice/\(manifest.name)/api"),
                "RetentionInDays": .count(manifest.task.logRetention.wholeDays),
            ],
            deletion: .delete
        )
        // The name is API Gateway's; made by it, the log would be kept for ever and outlive the stack.
        template[Self.executionLog] = Resource(
            "AWS::Logs::LogGroup",
            [
                "LogGroupName": .text("API-Gateway-Execution-Logs_\(Self.api)/\(Self.stageName)"),
                "RetentionInDays": .count(manifest.task.logRetention.wholeDays),
            ],
            deletion: .delete
        )
        guard manifest.api.makesLoggingRole else { return [Self.executionLog] }
        let role = Reference("ApiLoggingRole")
        let account = Reference("ApiAccount")
        template[role] = .role(
            for: "apigateway.amazonaws.com",
            "API Gateway in this Region: writes its logs",
            [
                .allow(
                    "WriteLogs",
                    [
                        "logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogGroups",
                        "logs:DescribeLogStreams", "logs:FilterLogEvents", "logs:GetLogEvents", "logs:PutLogEvents",
                    ],
                    // The role is the account's, for the logs of every API; their names are not known here.
                    on: ["arn:\(.partition):logs:\(.region):\(.account):log-group:*"]
                )
            ]
        )
        template[account] = Resource("AWS::ApiGateway::Account", ["CloudWatchRoleArn": .ref(role.arn)])
        return [account, Self.executionLog]
    }

    /// One JSON object a request.
    static let accessLogFormat = TemplateFormat.jsonText(
        .object(
            [
                "requestId", "requestTime", "httpMethod", "resourcePath", "path", "status", "responseLength",
                "responseLatency", "integrationStatus", "integrationLatency", "identity.sourceIp",
                "identity.apiKeyId", "identity.userArn", "identity.userAgent", "error.message",
            ].reduce(into: [:]) { fields, name in
                fields[name.split(separator: ".").last.map(String.init) ?? name] = .string("$context.\(name)")
            }
        )
    )
}
