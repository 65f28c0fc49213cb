import Crypto
import SluiceManifest
import SluiceModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension AppStack {
    static let api = Reference("Api")
    static let apiKey = Reference("ApiKey")
    static let apiRole = Reference("ApiRole")
    private static let stage = Reference("ApiStage")
    /// The name of the stage, the first part of every path.
    package static let stageName = "v1"

    /// Where jobs are submitted, without a slash at its end.
    var apiURL: TemplateText {
        "https://\(Self.api).execute-api.\(.region).\(.urlSuffix)/\(Self.stageName)"
    }

    /// The intake: one OpenAPI document whose operations go to SQS and S3 without code between.
    func addAPI(to template: inout Template) {
        let body = IntakeBody(self).json
        template[Self.api] = Resource(
            "AWS::ApiGateway::RestApi",
            [
                "Name": .string(manifest.name), "Body": body,
                "Description": .string("\(manifest.name): submit jobs, read their results"),
                "EndpointConfiguration": ["Types": ["REGIONAL"]],
            ]
        )
        addRole(to: &template)
        let logging = addLogging(to: &template)
        // A deployment is a snapshot: a new document needs a new one, hence a new name.
        let deployment = Reference("ApiDeployment\(Self.fingerprint(of: body))")
        template[deployment] = Resource(
            "AWS::ApiGateway::Deployment",
            ["RestApiId": .ref(Self.api), "Description": "The document of this fingerprint"]
        )
        template[Self.stage] = Resource(
            "AWS::ApiGateway::Stage",
            [
                "RestApiId": .ref(Self.api), "DeploymentId": .ref(deployment), "StageName": .string(Self.stageName),
                "TracingEnabled": true,
                "AccessLogSetting": [
                    "DestinationArn": .ref(Self.accessLog.arn), "Format": .string(Self.accessLogFormat),
                ],
                "MethodSettings": [
                    [
                        // Metrics of each method are paid; those of the whole API, which the dashboard shows, are not.
                        "ResourcePath": "/*", "HttpMethod": "*", "MetricsEnabled": false, "LoggingLevel": "ERROR",
                        "DataTraceEnabled": false, "ThrottlingRateLimit": .count(manifest.api.rate),
                        "ThrottlingBurstLimit": .count(manifest.api.burst),
                    ]
                ],
            ],
            dependsOn: logging
        )
        if !manifest.api.usesIAM { addKey(to: &template) }
    }

    /// The first bytes of the document's hash.
    private static func fingerprint(of body: JSONValue) -> String {
        SHA256.hash(data: Data(TemplateFormat.jsonText(body).utf8)).prefix(5)
            .map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    private func addKey(to template: inout Template) {
        let plan = Reference("ApiUsagePlan")
        template[Self.apiKey] = Resource(
            "AWS::ApiGateway::ApiKey",
            ["Name": .string(manifest.name), "Enabled": true, "Description": "Submits jobs and reads results"],
            dependsOn: [Self.stage]
        )
        template[plan] = Resource(
            "AWS::ApiGateway::UsagePlan",
            [
                "UsagePlanName": .string(manifest.name),
                "ApiStages": [["ApiId": .ref(Self.api), "Stage": .ref(Self.stage)]],
                "Throttle": [
                    "RateLimit": .count(manifest.api.rate), "BurstLimit": .count(manifest.api.burst),
                ],
            ]
        )
        template[Reference("ApiUsagePlanKey")] = Resource(
            "AWS::ApiGateway::UsagePlanKey",
            ["KeyId": .ref(Self.apiKey), "KeyType": "API_KEY", "UsagePlanId": .ref(plan)]
        )
    }

    /// The intake puts messages on one queue, inputs under one prefix, and reads what jobs left.
    private func addRole(to template: inout Template) {
        template[Self.apiRole] = .role(
            for: "apigateway.amazonaws.com",
            "\(manifest.name): what its API may do",
            [
                .allow("QueueJobs", ["sqs:SendMessage"], on: ["\(Self.queue.arn)"]),
                .allow("ReadResults", ["s3:GetObject"], on: ["\(bucketARN)/jobs/*"]),
                .allow("StoreInputs", ["s3:PutObject"], on: ["\(bucketARN)/inputs/*"]),
                // Without it a job that has not begun is a 403 instead of a 404.
                .allow("SeeWhatIsMissing", ["s3:ListBucket"], on: [bucketARN]),
            ]
        )
    }
}
