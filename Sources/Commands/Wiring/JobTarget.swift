import AsyncHTTPClient
import Logging
import SluiceAWS
import SluiceDeployment
import SluiceLocal

/// A running system as commands about jobs see it, on this machine or on AWS.
struct JobTarget: Sendable {
    let intake: IntakeClient
    let aws: AWSClient
    /// The bucket for inputs and results.
    let bucket: String
    let queueURL: String
    let deadLetterQueueURL: String

    /// The system of this machine.
    /// - Throws: what the settings lack.
    init(_ local: LocalTarget, http: HTTPClient) throws {
        intake = Connections.intake(local, http: http)
        aws = try Connections.client(
            environment: Connections.environment(of: local),
            http: http,
            logger: .standardError("aws", level: .warning)
        )
        bucket = local.bucket
        queueURL = "\(local.server.endpoint)/000000000000/\(local.server.queue ?? "")"
        deadLetterQueueURL = "\(queueURL)-dead"
    }

    /// A deployed system.
    ///
    /// - Parameters:
    ///   - stack: The application's stack.
    ///   - account: Where it is.
    ///   - http: What carries the requests.
    /// - Throws: `CommandFailure` when there is no such stack or it is none of ours, `AWSServiceError`, or what
    ///   `AWSClient` throws.
    init(stack: String, account: AccountOptions, http: HTTPClient) async throws {
        aws = try account.client(http)
        guard let outputs = try await ProjectState(DeploymentClients(aws)).outputs(of: stack) else {
            throw CommandFailure(
                "\(stack): there is no such stack in \(try AccountOptions.region(of: aws)). `sluice deploy` makes it."
            )
        }
        func output(_ name: String) throws -> String {
            guard let value = outputs[name] else {
                throw CommandFailure("\(stack) has no output '\(name)': it is no application's stack of Sluice.")
            }
            return value
        }
        bucket = try output("DataBucket")
        queueURL = try output("QueueUrl")
        deadLetterQueueURL = try output("DeadLetterQueueUrl")
        let authentication: IntakeClient.Authentication =
            if let id = outputs["ApiKeyId"] {
                .key(try await APIGatewayClient(aws).apiKeyValue(id: id))
            } else {
                .signature(aws)
            }
        intake = IntakeClient(
            endpoint: Self.intake(try output("ApiUrl"), aws.configuration),
            authentication: authentication,
            http: http
        )
    }

    /// The API's address, with its host replaced where `AWS_ENDPOINT_URL_EXECUTE_API` names another one.
    private static func intake(_ address: String, _ configuration: AWSConfiguration) -> String {
        guard let other = configuration.environment["AWS_ENDPOINT_URL_EXECUTE_API"] else { return address }
        // https://host/stage
        let parts = address.split(separator: "/", maxSplits: 2)
        return parts.count == 3 ? "\(other)/\(parts[2])" : other
    }
}
