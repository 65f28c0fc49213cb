package import SluiceAWS

/// The services that a deployment talks to.
package struct DeploymentClients: Sendable {
    package let cloudFormation: CloudFormationClient
    package let codeCommit: CodeCommitClient
    package let s3: S3Client
    package let ecr: ECRClient
    package let ecs: ECSClient
    package let logs: CloudWatchLogsClient
    package let ssm: SSMClient
    package let sts: STSClient

    /// All of them over one AWS client.
    package init(_ aws: AWSClient) {
        cloudFormation = CloudFormationClient(aws)
        codeCommit = CodeCommitClient(aws)
        s3 = S3Client(aws)
        ecr = ECRClient(aws)
        ecs = ECSClient(aws)
        logs = CloudWatchLogsClient(aws)
        ssm = SSMClient(aws)
        sts = STSClient(aws)
    }
}
