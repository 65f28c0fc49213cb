package import SluiceWire

/// Amazon ECS: services and their tasks.
///
/// Every call throws `AWSServiceError`, or what `AWSClient` throws; a cluster that is not there is
/// `ClusterNotFoundException`.
package struct ECSClient: Sendable {
    private let aws: AWSClient

    /// A client over an AWS client.
    package init(_ aws: AWSClient) {
        self.aws = aws
    }

    /// A service as it is; nil when there is none of that name, or only one that was deleted.
    package func describeService(cluster: String, service: String) async throws -> ECSService? {
        let answer = try await aws.json(.ecs, ECS.DescribeServices(cluster: cluster, services: [service]))
        if let failure = answer.failures?.first(where: { !$0.isMissing }) { throw failure.error }
        return answer.services.first { $0.status != "INACTIVE" }
    }

    /// Makes it `count` tasks and changes nothing else; returns the service as it is then.
    @discardableResult
    package func setDesiredCount(cluster: String, service: String, _ count: Int) async throws -> ECSService {
        guard count >= 0 else { throw AWSClientError.badCall("\(service) cannot have \(count) tasks") }
        return try await aws.json(.ecs, ECS.UpdateService(cluster: cluster, service: service, desiredCount: count))
            .service
    }

    /// The ARNs of the tasks of a service that shall be `desiredStatus`, page by page until there are no more.
    ///
    /// - Parameters:
    ///   - cluster: The cluster.
    ///   - service: The service.
    ///   - desiredStatus: `RUNNING` or `STOPPED`; ECS remembers a stopped task for about an hour.
    /// - Returns: The ARNs, in ECS's order.
    /// - Throws: as every call.
    package func listTasks(cluster: String, service: String, desiredStatus: String) async throws -> [String] {
        var arns: [String] = []
        var token: String?
        repeat {
            let page = try await aws.json(
                .ecs,
                ECS.ListTasks(cluster: cluster, service: service, desiredStatus: desiredStatus, nextToken: token)
            )
            arns += page.taskArns
            token = page.nextToken
        } while token != nil
        return arns
    }

    /// Tasks as they are; those that ECS no longer remembers are left out.
    package func describeTasks(cluster: String, _ arns: [String]) async throws -> [ECSTask] {
        var tasks: [ECSTask] = []
        var rest = arns[...]
        while !rest.isEmpty {
            let batch = Array(rest.prefix(ECS.tasksPerCall))
            rest = rest.dropFirst(batch.count)
            let answer = try await aws.json(.ecs, ECS.DescribeTasks(cluster: cluster, tasks: batch))
            if let failure = answer.failures?.first(where: { !$0.isMissing }) { throw failure.error }
            tasks += answer.tasks
        }
        return tasks
    }
}
